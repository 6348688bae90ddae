const int LINES[] = { {{a}}, {{b}}, {{c}} };
const unsigned long STEP_MS = {{step_ms}};
// Each LED: the line that is high and the line that is low; the third floats.
const uint8_t LEDS[][2] = { {0, 1}, {1, 0}, {1, 2}, {2, 1}, {0, 2}, {2, 0} };
const int N_LEDS = 6;

int lit = 0;
unsigned long lastStep = 0;

void show(int led) {
  for (int pin : LINES) {
    pinMode(pin, INPUT);
  }
  int high = LINES[LEDS[led][0]];
  int low = LINES[LEDS[led][1]];
  pinMode(high, OUTPUT);
  pinMode(low, OUTPUT);
  digitalWrite(high, HIGH);
  digitalWrite(low, LOW);
}

void setup() {
  show(lit);
}

void loop() {
  if (millis() - lastStep >= STEP_MS) {
    lastStep += STEP_MS;
    lit = (lit + 1) % N_LEDS;
    show(lit);
  }
}
