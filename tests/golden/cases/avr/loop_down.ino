//- /loop_down.ino board:uno
int sum = 0;

void setup() {
  for (uint8_t i = 7; i >= 0; i--) sum += i;
//                    ^^^^^^ error[loop-never-ends]: i is a uint8_t and always >= 0
}

void loop() {
}
