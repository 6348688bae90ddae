//- /c3_pins_of_the_esp32.ino board:esp32-c3-devkitm-1
// Pins from an ESP32 tutorial: the C3 ends at GPIO21.
const int RELAY = 26;
const int SENSOR = 34;

void setup() {
  pinMode(RELAY, OUTPUT);
//        ^^^^^ error[absent-pin]: the ESP32-C3-DevKitM-1 has no GPIO26
}

void loop() {
  digitalWrite(RELAY, analogRead(SENSOR) > 2000);
//                               ^^^^^^ error[absent-pin]: the ESP32-C3-DevKitM-1 has no GPIO34
}
