//- /torn_read.ino board:nanoatmega328
volatile long beats = 0;

void tick() { beats++; }

void setup() {
  attachInterrupt(digitalPinToInterrupt(3), tick, RISING);
}

void loop() {
  long copy = beats;
//            ^^^^^ warning[shared-variable-torn]: beats can change between two of its bytes
  delay(copy);
}
