void before() {
  digitalWrite(2, HIGH);
}

void loop() {
  digitalWrite(13, HIGH
  delay(100);
}

void after() {
  digitalWrite(3, LOW);
}
