//- /flag_plain_esp.ino board:esp32-c3-devkitm-1
int beats = 0;
//  ^^^^^ warning[shared-variable-not-volatile]: beats is changed by an interrupt handler and is not volatile

void IRAM_ATTR tick() { beats++; }

void setup() {
  attachInterrupt(digitalPinToInterrupt(4), tick, RISING);
}

void loop() {
  if (beats > 9) beats = 0;
}
