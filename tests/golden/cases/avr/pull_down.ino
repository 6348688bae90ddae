//- /pull_down.ino board:uno expect:no-compile
// AVR chips have pull-ups only.
const int BUTTON = 2;

void setup() {
  pinMode(BUTTON, INPUT_PULLDOWN);
//        ^^^^^^ error[missing-pull-up]: the Arduino UNO has no internal pull-downs
  pinMode(13, OUTPUT);
}

void loop() {
  digitalWrite(13, digitalRead(BUTTON));
}
