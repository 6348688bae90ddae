const int SEGMENT_PINS[] = { {{a}}, {{b}}, {{c}}, {{d}}, {{e}}, {{f}}, {{g}} };
const int N_SEGMENTS = 7;
const unsigned long INTERVAL_MS = {{interval_ms}};
// Bit 0 is segment a.
const uint8_t DIGITS[] = {0x3F, 0x06, 0x5B, 0x4F, 0x66, 0x6D, 0x7D, 0x07, 0x7F, 0x6F};

int digit = 0;
unsigned long lastCount = 0;

void show(int digit) {
  for (int i = 0; i < N_SEGMENTS; i++) {
    digitalWrite(SEGMENT_PINS[i], bitRead(DIGITS[digit], i));
  }
}

void setup() {
  for (int i = 0; i < N_SEGMENTS; i++) {
    pinMode(SEGMENT_PINS[i], OUTPUT);
  }
  show(digit);
}

void loop() {
  if (millis() - lastCount >= INTERVAL_MS) {
    lastCount += INTERVAL_MS;
    digit = (digit + 1) % 10;
    show(digit);
  }
}
