//- /loop_byte.ino board:nanoatmega328
int sum = 0;

void setup() {
  for (byte i = 0; i <= 255; i++) sum += i;
//                 ^^^^^^^^ error[loop-never-ends]: i is a byte and always <= 255
}

void loop() {
}
