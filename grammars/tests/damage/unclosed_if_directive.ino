void before() {
  digitalWrite(2, HIGH);
}

void loop() {
#ifdef ESP32
  delay(1);
}

void after() {
  digitalWrite(3, LOW);
}
