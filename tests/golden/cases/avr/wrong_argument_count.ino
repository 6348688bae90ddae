//- /wrong_argument_count.ino board:uno expect:no-compile
void setup() {
  pinMode(13);
//^^^^^^^ error[wrong-argument-count]: pinMode does not take 1 argument
}

void loop() {
  digitalWrite(13, HIGH, 500);
//^^^^^^^^^^^^ error[wrong-argument-count]: digitalWrite does not take 3 arguments
  delay();
//^^^^^ error[wrong-argument-count]: delay does not take 0 arguments
}
