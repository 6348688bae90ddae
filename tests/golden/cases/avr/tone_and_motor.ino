//- /tone_and_motor.ino board:uno
const int BUZZER = 8;
const int MOTOR = 11;

void setup() {
  pinMode(MOTOR, OUTPUT);
}

void loop() {
  tone(BUZZER, 880, 100);
  analogWrite(MOTOR, 180);
//            ^^^^^ warning[pwm-timer-taken]: pin 11 has no PWM while tone() uses timer 2
  delay(500);
}
