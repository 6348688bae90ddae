//- /new_ledc_on_2x.ino board:esp32dev runtime:arduino-esp32@2.0 expect:no-compile
const int ledPin = 18;

void setup() {
  ledcAttach(ledPin, 5000, 8);
//^^^^^^^^^^ error[function-of-other-version]: ledcAttach is not in arduino-esp32@2.0.14; arduino-esp32@3.3.8 has it
}

void loop() {
  ledcWrite(ledPin, 64);
}
