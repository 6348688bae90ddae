//- /memory_roomy.ino board:megaatmega2560
long samples[700];

void setup() {
}

void loop() {
  samples[0] = 1;
}
