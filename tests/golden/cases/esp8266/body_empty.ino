//- /body_empty.ino board:nodemcuv2
void setup() {
  pinMode(D1, INPUT);
}

void loop() {
  if (digitalRead(D1) == HIGH);
//                            ^ warning[empty-body]: the if ends at this semicolon
  {
    delay(5);
  }
}
