//- /mega_has_more_pwm.ino board:megaatmega2560
const int MOTOR_LEFT = 7;
const int MOTOR_RIGHT = 8;
const int FAN = 30;

void setup() {
  pinMode(MOTOR_LEFT, OUTPUT);
  pinMode(MOTOR_RIGHT, OUTPUT);
  pinMode(FAN, OUTPUT);
}

void loop() {
  analogWrite(MOTOR_LEFT, 120);
  analogWrite(MOTOR_RIGHT, 120);
  analogWrite(FAN, 90);
//            ^^^ error[pwm-on-plain-pin]: pin 30 of the Arduino Mega 2560 has no PWM
}
