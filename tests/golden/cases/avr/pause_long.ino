//- /pause_long.ino board:leonardo
void setup() {
  pinMode(4, OUTPUT);
}

void loop() {
  digitalWrite(4, HIGH);
  delayMicroseconds(30000);
//^^^^^^^^^^^^^^^^^^^^^^^^ error[delay-microseconds-too-long]: delayMicroseconds cannot wait 30000 µs on the Arduino Leonardo
  digitalWrite(4, LOW);
}
