//- /text_address.ino board:megaatmega2560
char word_[8];

void setup() {
}

void loop() {
  if (word_ == "go") delay(5);
//    ^^^^^^^^^^^^^ error[text-compared-by-address]: this compares the address of word_, not its text
}
