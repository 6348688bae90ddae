//- /interrupt_number_as_pin.ino board:uno
// A bare number counts interrupts: 2 does not exist on the Uno.
volatile unsigned long pulses = 0;

void count() {
  pulses++;
}

void setup() {
  pinMode(2, INPUT_PULLUP);
  attachInterrupt(2, count, RISING);
//                ^ error[interrupt-on-plain-pin]: the Arduino UNO has no interrupt 2
}

void loop() {}
