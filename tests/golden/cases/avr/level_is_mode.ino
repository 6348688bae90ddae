//- /level_is_mode.ino board:megaatmega2560
void setup() {
  pinMode(30, OUTPUT);
  digitalWrite(30, OUTPUT);
//                 ^^^^^^ warning[mode-and-level-swapped]: digitalWrite takes a level: HIGH or LOW, not OUTPUT
}

void loop() {
}
