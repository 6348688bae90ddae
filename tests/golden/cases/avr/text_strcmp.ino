//- /text_strcmp.ino board:megaatmega2560
char word_[8];

void setup() {
}

void loop() {
  if (strcmp(word_, "go") == 0) delay(5);
}
