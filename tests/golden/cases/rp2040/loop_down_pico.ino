//- /loop_down_pico.ino board:pico
long total = 0;

void setup() {
  for (uint16_t i = 3; i >= 0; i--) total += i;
//                     ^^^^^^ error[loop-never-ends]: i is a uint16_t and always >= 0
}

void loop() {
}
