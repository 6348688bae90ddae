//- /mode_is_level.ino board:megaatmega2560
void setup() {
  pinMode(30, LOW);
//            ^^^ warning[mode-and-level-swapped]: pinMode takes a mode: INPUT, INPUT_PULLUP or OUTPUT, not LOW
}

void loop() {
}
