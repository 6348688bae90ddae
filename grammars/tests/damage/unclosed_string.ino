void before() {
  digitalWrite(2, HIGH);
}

void loop() {
  Serial.println("hello
  delay(1);
}

void after() {
  digitalWrite(3, LOW);
}
