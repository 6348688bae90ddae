//- /flash_pins_nine_and_ten.ino board:esp32dev
#define RELAY_A 9
#define RELAY_B 10

void setup() {
  pinMode(RELAY_A, OUTPUT);
//        ^^^^^^^ warning[flash-pin-used]: GPIO9 of the ESP32 DevKitC is wired to the flash chip
  pinMode(RELAY_B, OUTPUT);
//        ^^^^^^^ warning[flash-pin-used]: GPIO10 of the ESP32 DevKitC is wired to the flash chip
}

void loop() {}
