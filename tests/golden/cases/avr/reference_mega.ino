//- /reference_mega.ino board:megaatmega2560 expect:no-compile
void setup() {
  analogReference(INTERNAL);
//                ^^^^^^^^ error[analog-reference-missing]: the Arduino Mega 2560 has no reference INTERNAL
}

void loop() {
}
