const int LED_PIN = {{led}};
const unsigned long PERIOD_US = 10000;
const unsigned long ON_US = PERIOD_US * {{duty}} / 100;

unsigned long periodStart = 0;

void setup() {
  pinMode(LED_PIN, OUTPUT);
}

void loop() {
  unsigned long elapsed = micros() - periodStart;
  if (elapsed >= PERIOD_US) {
    periodStart += PERIOD_US;
    elapsed -= PERIOD_US;
  }
  digitalWrite(LED_PIN, elapsed < ON_US ? HIGH : LOW);
}
