//- /blink_misspelled_function.ino board:uno expect:no-compile
const int LED = 13;

void setup() {
  pinmode(LED, OUTPUT);
//^^^^^^^ error[unknown-function]: pinmode is declared nowhere
}

void loop() {
  digitalWrite(LED, HIGH);
  dealy(1000);
//^^^^^ error[unknown-function]: dealy is declared nowhere
  digitalWrite(LED, LOW);
  delay(1000);
}
