//- /nodemcu_names_on_uno.ino board:uno expect:no-compile
// Written for a NodeMCU, opened with an Uno on the desk.
#define RELAY D1
#define BUTTON D7

void setup() {
  pinMode(RELAY, OUTPUT);
//        ^^^^^ error[undeclared-pin-name]: D1 is declared nowhere, and the Arduino UNO has no pin of that name
  pinMode(BUTTON, INPUT_PULLUP);
//        ^^^^^^ error[undeclared-pin-name]: D7 is declared nowhere, and the Arduino UNO has no pin of that name
}

void loop() {
  digitalWrite(RELAY, digitalRead(BUTTON));
}
