//- /reference_mega_fine.ino board:megaatmega2560
void setup() {
  analogReference(INTERNAL2V56);
}

void loop() {
}
