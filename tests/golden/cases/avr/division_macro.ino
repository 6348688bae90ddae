//- /division_macro.ino board:leonardo
int count = 9;

void setup() {
}

void loop() {
  float share = count * (1 / 3);
//                       ^^^^^ warning[division-of-small-numbers]: 1 / 3 is 0
  if (share > 1) delay(1);
}
