//- /overflow_suffix.ino board:megaatmega2560
#define DAY (24UL * 60 * 60 * 1000)

void setup() {
}

void loop() {
  delay(10UL * 60 * 1000);
}
