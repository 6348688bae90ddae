//- /tone_deep.ino board:uno
void setup() {
  tone(8, 25);
//        ^^ warning[tone-too-low]: tone() cannot make 25 Hz
}

void loop() {
}
