void before() {
  digitalWrite(2, HIGH);
}

void loop() {
  delay(1);
#endif
}

void after() {
  digitalWrite(3, LOW);
}
