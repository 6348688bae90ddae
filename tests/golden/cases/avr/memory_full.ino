//- /memory_full.ino board:leonardo
long samples[700];
//   ^^^^^^^ error[static-memory-exceeded]: global arrays take 2800 of 2560 bytes

void setup() {
}

void loop() {
  samples[0] = 1;
}
