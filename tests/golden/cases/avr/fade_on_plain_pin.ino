//- /fade_on_plain_pin.ino board:uno
// LED fade; pin 4 has no timer output.
int led = 4;
int brightness = 0;
int fadeAmount = 5;

void setup() {
  pinMode(led, OUTPUT);
}

void loop() {
  analogWrite(led, brightness);
//            ^^^ error[pwm-on-plain-pin]: pin 4 of the Arduino UNO has no PWM
  brightness = brightness + fadeAmount;
  if (brightness <= 0 || brightness >= 255) {
    fadeAmount = -fadeAmount;
  }
  delay(30);
}
