void before() {
  digitalWrite(2, HIGH);
}

void loop() {
  if (a) {
    delay(1);
  }
#ifdef B
  else if (b) {
    delay(2);
  }
#endif
  else {
    delay(3);
  }
}

void after() {
  digitalWrite(3, LOW);
}
