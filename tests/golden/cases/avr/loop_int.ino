//- /loop_int.ino board:uno
int sum = 0;

void setup() {
  for (int i = 7; i >= 0; i--) sum += i;
  for (byte i = 0; i < 255; i++) sum += i;
}

void loop() {
}
