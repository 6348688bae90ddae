//- /interrupt_on_d0.ino board:nodemcuv2
volatile int count = 0;

void IRAM_ATTR pulse() {
  count++;
}

void setup() {
  pinMode(D0, INPUT);
  attachInterrupt(digitalPinToInterrupt(D0), pulse, RISING);
//                                      ^^ error[interrupt-on-plain-pin]: D0 (GPIO16) of the NodeMCU 1.0 cannot raise an interrupt
}

void loop() {}
