//- /handler_not_in_ram.ino board:esp32dev
const int FLOW = 27;
volatile unsigned long pulses = 0;

void pulse() {
  pulses++;
}

void setup() {
  pinMode(FLOW, INPUT_PULLUP);
  attachInterrupt(digitalPinToInterrupt(FLOW), pulse, RISING);
//                                             ^^^^^ warning[isr-not-in-ram]: pulse runs in an interrupt and is not in RAM
}

void loop() {}
