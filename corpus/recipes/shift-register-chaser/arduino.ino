const int DATA_PIN = {{data}};
const int CLOCK_PIN = {{clock}};
const int LATCH_PIN = {{latch}};
const unsigned long STEP_MS = {{step_ms}};

uint8_t pattern = 1;
unsigned long lastStep = 0;

void writeOutputs(uint8_t bits) {
  digitalWrite(LATCH_PIN, LOW);
  shiftOut(DATA_PIN, CLOCK_PIN, MSBFIRST, bits);
  digitalWrite(LATCH_PIN, HIGH);
}

void setup() {
  pinMode(DATA_PIN, OUTPUT);
  pinMode(CLOCK_PIN, OUTPUT);
  pinMode(LATCH_PIN, OUTPUT);
  writeOutputs(pattern);
}

void loop() {
  if (millis() - lastStep >= STEP_MS) {
    lastStep += STEP_MS;
    pattern = pattern << 1 | pattern >> 7;
    writeOutputs(pattern);
  }
}
