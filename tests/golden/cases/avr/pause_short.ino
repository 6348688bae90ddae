//- /pause_short.ino board:leonardo
void setup() {
  pinMode(4, OUTPUT);
}

void loop() {
  digitalWrite(4, HIGH);
  delayMicroseconds(3000);
  digitalWrite(4, LOW);
}
