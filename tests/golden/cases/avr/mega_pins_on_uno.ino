//- /mega_pins_on_uno.ino board:uno
// From a Mega project: the Uno ends at pin 19.
#define LIMIT_SWITCH 30
#define ENABLE 38

void setup() {
  pinMode(LIMIT_SWITCH, INPUT_PULLUP);
//        ^^^^^^^^^^^^ error[absent-pin]: the Arduino UNO has no pin 30
  pinMode(ENABLE, OUTPUT);
//        ^^^^^^ error[absent-pin]: the Arduino UNO has no pin 38
}

void loop() {
  digitalWrite(ENABLE, digitalRead(LIMIT_SWITCH));
}
