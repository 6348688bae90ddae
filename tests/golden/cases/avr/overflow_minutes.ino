//- /overflow_minutes.ino board:megaatmega2560
void setup() {
}

void loop() {
  delay(10 * 60 * 1000);
//      ^^^^^^^^^^^^^^ error[int-overflow-in-constant]: this leaves the range of an int: the chip computes 10176, not 600000
}
