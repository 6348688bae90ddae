const int OUT_PIN = {{out}};
const int N_STEPS = 64;

uint8_t wave[N_STEPS];
int step = 0;
unsigned long lastStep = 0;

void setup() {
  for (int i = 0; i < N_STEPS; i++) {
    wave[i] = 128 + 127 * sin(6.2832 * i / N_STEPS);
  }
}

void loop() {
  if (micros() - lastStep >= 200) {
    lastStep += 200;
    dacWrite(OUT_PIN, wave[step]);
    step = (step + 1) % N_STEPS;
  }
}
