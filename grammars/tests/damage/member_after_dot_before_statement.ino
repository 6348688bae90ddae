void before() {
  digitalWrite(2, HIGH);
}

void loop() {
  Serial.
  delay(100);
}

void after() {
  digitalWrite(3, LOW);
}
