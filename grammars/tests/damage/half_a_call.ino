void before() {
  digitalWrite(2, HIGH);
}

void loop() {
  digitalWr
}

void after() {
  digitalWrite(3, LOW);
}
