//- /strapping_inputs.ino board:esp32dev
// A door contact that may hold GPIO12 high at reset.
const int DOOR = 12;
const int WINDOW = 14;

void setup() {
  pinMode(DOOR, INPUT);
//        ^^^^ warning[strapping-pin-used]: GPIO12 of the ESP32 DevKitC is sampled at reset
  pinMode(WINDOW, INPUT_PULLUP);
}

void loop() {
  if (digitalRead(DOOR) && digitalRead(WINDOW)) {
    delay(10);
  }
}
