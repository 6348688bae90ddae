//- /overflow_wide_literal.ino board:nanoatmega328
long far = 70000 + 5;

void setup() {
}

void loop() {
  delay(60000);
}
