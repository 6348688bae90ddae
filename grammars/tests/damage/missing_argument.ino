void before() {
  digitalWrite(2, HIGH);
}

void loop() {
  pinMode(13, );
}

void after() {
  digitalWrite(3, LOW);
}
