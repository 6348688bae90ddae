//- /overflow_const.ino board:leonardo
const unsigned long HOLD = 45 * 1000;
//                         ^^^^^^^^^ error[int-overflow-in-constant]: this leaves the range of an int: the chip computes -20536, not 45000

void setup() {
}

void loop() {
  if (millis() > HOLD) delay(1);
}
