//- /body_block.ino board:nodemcuv2
void setup() {
  pinMode(D1, INPUT);
}

void loop() {
  if (digitalRead(D1) == HIGH) {
    delay(5);
  }
}
