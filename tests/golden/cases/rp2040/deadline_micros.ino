//- /deadline_micros.ino board:pico
unsigned long edge = 0;
unsigned long width = 90;

void setup() {
}

void loop() {
  if (micros() >= edge + width) edge = micros();
//    ^^^^^^^^^^^^^^^^^^^^^^^^ warning[deadline-compared]: this comparison goes wrong when micros() starts over
}
