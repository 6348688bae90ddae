//- /pwm_over.ino board:leonardo
void setup() {
  pinMode(9, OUTPUT);
}

void loop() {
  analogWrite(9, 300);
//               ^^^ warning[pwm-value-too-large]: analogWrite takes 0 to 255, not 300
}
