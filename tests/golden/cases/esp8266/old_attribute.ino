//- /old_attribute.ino board:d1_mini
volatile int count = 0;

void ICACHE_RAM_ATTR pulse() {
  count++;
}

void setup() {
  pinMode(D2, INPUT_PULLUP);
  attachInterrupt(digitalPinToInterrupt(D2), pulse, FALLING);
}

void loop() {}
