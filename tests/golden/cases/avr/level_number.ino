//- /level_number.ino board:uno
void setup() {
  pinMode(7, OUTPUT);
}

void loop() {
  digitalWrite(7, 200);
//                ^^^ warning[level-out-of-range]: 200 is no level: the pin goes HIGH
}
