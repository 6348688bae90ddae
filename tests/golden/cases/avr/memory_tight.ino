//- /memory_tight.ino board:uno
byte a[900];
byte b[800];
//   ^ warning[static-memory-exceeded]: global arrays take 1700 of 2048 bytes

void setup() {
}

void loop() {
  a[0] = b[1];
}
