//- /half_typed.ino board:esp32dev expect:no-compile
void setup() {
  pinMode(3
}

void loop() {
  digitalWrite(
}
