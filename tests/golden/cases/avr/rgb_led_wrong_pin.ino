//- /rgb_led_wrong_pin.ino board:uno
#define RED 6
#define GREEN 7
#define BLUE 8

void setup() {}

void loop() {
  for (int level = 0; level < 256; level++) {
    analogWrite(RED, level);
    analogWrite(GREEN, 255 - level);
//              ^^^^^ error[pwm-on-plain-pin]: pin 7 of the Arduino UNO has no PWM
    analogWrite(BLUE, level / 2);
//              ^^^^ error[pwm-on-plain-pin]: pin 8 of the Arduino UNO has no PWM
    delay(10);
  }
}
