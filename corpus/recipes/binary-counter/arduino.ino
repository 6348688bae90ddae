const int BIT_PINS[] = { {{bit0}}, {{bit1}}, {{bit2}}, {{bit3}} };
const int N_BITS = 4;
const unsigned long INTERVAL_MS = {{interval_ms}};

unsigned int number = 0;
unsigned long lastCount = 0;

void setup() {
  for (int i = 0; i < N_BITS; i++) {
    pinMode(BIT_PINS[i], OUTPUT);
  }
}

void loop() {
  if (millis() - lastCount >= INTERVAL_MS) {
    lastCount += INTERVAL_MS;
    number = (number + 1) % (1 << N_BITS);
    for (int i = 0; i < N_BITS; i++) {
      digitalWrite(BIT_PINS[i], bitRead(number, i));
    }
  }
}
