void before() {
  digitalWrite(2, HIGH);
}

void loop() {
  if (x) {
    delay(1);
  } el
}

void after() {
  digitalWrite(3, LOW);
}
