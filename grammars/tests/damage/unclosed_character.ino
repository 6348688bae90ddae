void before() {
  digitalWrite(2, HIGH);
}

void loop() {
  char c = 'a
  delay(1);
}

void after() {
  digitalWrite(3, LOW);
}
