//- /pwm_over_esp.ino board:d1_mini
void setup() {
}

void loop() {
  analogWrite(D2, 1000);
//                ^^^^ warning[pwm-value-too-large]: analogWrite takes 0 to 255, not 1000
  delay(5);
}
