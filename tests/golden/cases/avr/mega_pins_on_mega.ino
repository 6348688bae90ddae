//- /mega_pins_on_mega.ino board:megaatmega2560
#define LIMIT_SWITCH 30
#define ENABLE 38

void setup() {
  pinMode(LIMIT_SWITCH, INPUT_PULLUP);
  pinMode(ENABLE, OUTPUT);
}

void loop() {
  digitalWrite(ENABLE, digitalRead(LIMIT_SWITCH));
}
