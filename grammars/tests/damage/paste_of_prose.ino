void before() {
  digitalWrite(2, HIGH);
}

void loop() {
  Then connect the red wire to 3.3 V!
}

void after() {
  digitalWrite(3, LOW);
}
