void before() {
  digitalWrite(2, HIGH);
}

void loop() {
  Serial.
}

void after() {
  digitalWrite(3, LOW);
}
