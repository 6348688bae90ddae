//- /interrupt_number.ino board:uno
// Old style, still right: interrupt 0 is pin 2.
volatile unsigned long pulses = 0;

void count() {
  pulses++;
}

void setup() {
  Serial.begin(9600);
  attachInterrupt(0, count, RISING);
}

void loop() {
  Serial.println(pulses);
//               ^^^^^^ warning[shared-variable-torn]: pulses can change between two of its bytes
  delay(1000);
}
