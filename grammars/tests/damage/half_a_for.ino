void before() {
  digitalWrite(2, HIGH);
}

void loop() {
  for (int i = 0; i <
}

void after() {
  digitalWrite(3, LOW);
}
