//- /pwm_full.ino board:leonardo
void setup() {
  pinMode(9, OUTPUT);
}

void loop() {
  analogWrite(9, 255);
}
