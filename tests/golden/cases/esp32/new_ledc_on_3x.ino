//- /new_ledc_on_3x.ino board:esp32dev runtime:arduino-esp32@3
const int ledPin = 18;

void setup() {
  ledcAttach(ledPin, 5000, 8);
}

void loop() {
  ledcWrite(ledPin, 64);
}
