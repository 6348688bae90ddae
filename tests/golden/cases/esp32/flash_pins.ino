//- /flash_pins.ino board:esp32dev
// Four relays, two of them on the flash bus.
const int RELAYS[] = {6, 7, 18, 19};

void setup() {
  pinMode(6, OUTPUT);
//        ^ error[flash-pin-used]: GPIO6 of the ESP32 DevKitC is wired to the flash chip
  pinMode(7, OUTPUT);
//        ^ error[flash-pin-used]: GPIO7 of the ESP32 DevKitC is wired to the flash chip
  pinMode(18, OUTPUT);
  pinMode(19, OUTPUT);
}

void loop() {
  digitalWrite(6, HIGH);
//             ^ error[flash-pin-used]: GPIO6 of the ESP32 DevKitC is wired to the flash chip
}
