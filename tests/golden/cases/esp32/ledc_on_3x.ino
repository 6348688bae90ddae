//- /ledc_on_3x.ino board:esp32dev runtime:arduino-esp32@3 expect:no-compile
// A fade from a 2.x tutorial.
const int ledPin = 16;
const int freq = 5000;
const int ledChannel = 0;
const int resolution = 8;

void setup() {
  ledcSetup(ledChannel, freq, resolution);
//^^^^^^^^^ error[removed-function]: ledcSetup is gone since arduino-esp32@3.0
  ledcAttachPin(ledPin, ledChannel);
//^^^^^^^^^^^^^ error[removed-function]: ledcAttachPin is gone since arduino-esp32@3.0
}

void loop() {
  for (int dutyCycle = 0; dutyCycle <= 255; dutyCycle++) {
    ledcWrite(ledChannel, dutyCycle);
//  ^^^^^^^^^ warning[changed-function]: ledcWrite takes (pin, duty) since arduino-esp32@3.0
    delay(15);
  }
}
