//- /pull_up_on_d0.ino board:nodemcuv2
const int BUTTON = D0;

void setup() {
  pinMode(BUTTON, INPUT_PULLUP);
//        ^^^^^^ error[missing-pull-up]: D0 (GPIO16) of the NodeMCU 1.0 has no internal pull-up
}

void loop() {
  if (digitalRead(BUTTON) == LOW) {
    delay(10);
  }
}
