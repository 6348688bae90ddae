void before() {
  digitalWrite(2, HIGH);
}

void loop() {
  int x = 5
  delay(x);
}

void after() {
  digitalWrite(3, LOW);
}
