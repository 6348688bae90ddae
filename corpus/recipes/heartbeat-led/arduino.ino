const int LED_PIN = {{led}};
// On, off, on, off, in milliseconds: a beat a second.
const unsigned int BEAT_MS[] = {80, 120, 80, 720};

int phase = 3;
unsigned long phaseStart = 0;

void setup() {
  pinMode(LED_PIN, OUTPUT);
}

void loop() {
  if (millis() - phaseStart >= BEAT_MS[phase]) {
    phaseStart += BEAT_MS[phase];
    phase = (phase + 1) % 4;
    digitalWrite(LED_PIN, phase % 2 == 0 ? HIGH : LOW);
  }
}
