//- /reference_leonardo.ino board:leonardo expect:no-compile
void setup() {
  analogReference(INTERNAL1V1);
//                ^^^^^^^^^^^ error[analog-reference-missing]: the Arduino Leonardo has no reference INTERNAL1V1
}

void loop() {
}
