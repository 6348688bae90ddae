const int N_COILS = 4;
const int COIL_PINS[N_COILS] = { {{in1}}, {{in2}}, {{in3}}, {{in4}} };
const long STEPS_PER_TURN = 4096;  // Half steps, gear included.
const unsigned long STEP_US = {{step_us}};

// Which coils carry current in each half step, coil 1 in bit 0.
const uint8_t HALF_STEPS[8] = {0b0001, 0b0011, 0b0010, 0b0110, 0b0100, 0b1100, 0b1000, 0b1001};

long position = 0;
long target = STEPS_PER_TURN;
unsigned long lastStep = 0;

void setup() {
  for (int coil = 0; coil < N_COILS; coil++) {
    pinMode(COIL_PINS[coil], OUTPUT);
  }
}

void loop() {
  if (micros() - lastStep < STEP_US) {
    return;
  }
  lastStep = micros();
  if (position == target) {
    target = target == 0 ? STEPS_PER_TURN : 0;
  }
  position += position < target ? 1 : -1;
  uint8_t coils = HALF_STEPS[position & 7];
  for (int coil = 0; coil < N_COILS; coil++) {
    digitalWrite(COIL_PINS[coil], (coils >> coil) & 1 ? HIGH : LOW);
  }
}
