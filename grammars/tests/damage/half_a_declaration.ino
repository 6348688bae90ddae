void before() {
  digitalWrite(2, HIGH);
}

const int led = 

void after() {
  digitalWrite(3, LOW);
}
