void before() {
  digitalWrite(2, HIGH);
}

void loop() {
  if (digitalRead(4)) {
    delay(1);
}

void after() {
  digitalWrite(3, LOW);
}
