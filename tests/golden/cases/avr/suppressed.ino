//- /suppressed.ino board:uno
void setup() {
  pinMode(30, OUTPUT);  // boardwise: allow(absent-pin)
  // boardwise: allow(pwm-on-plain-pin)
  analogWrite(4, 100);
}

void loop() {
  digitalWrite(13, HIGH);  // boardwise: allow(absent-pin)
//                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint[unused-suppression]: allow(absent-pin) silences nothing here
}
