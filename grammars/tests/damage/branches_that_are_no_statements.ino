void before() {
  digitalWrite(2, HIGH);
}

void loop() {
#ifdef ESP32
  if (touchRead(4) < 20) {
#else
  if (digitalRead(4)) {
#endif
    delay(1);
  }
}

void after() {
  digitalWrite(3, LOW);
}
