//- /blink_input_only.ino board:esp32dev
// GPIO34 has no output driver.
const int LED = 34;

void setup() {
  pinMode(LED, OUTPUT);
//        ^^^ error[input-only-pin-driven]: GPIO34 of the ESP32 DevKitC is input-only: pinMode cannot drive it
}

void loop() {
  digitalWrite(LED, HIGH);
  delay(500);
  digitalWrite(LED, LOW);
  delay(500);
}
