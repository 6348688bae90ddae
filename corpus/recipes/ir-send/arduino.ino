const int LED_PIN = {{led}};
const unsigned long CODE = 0xF708FB04;  // Address and command, each with its complement.
const unsigned long INTERVAL_MS = {{interval_ms}};

unsigned long lastSend = 0;

// Light that flickers at 38 kHz, then darkness.
void mark(unsigned int duration, unsigned int pause) {
  for (unsigned int elapsed = 0; elapsed < duration; elapsed += 26) {
    digitalWrite(LED_PIN, HIGH);
    delayMicroseconds(9);
    digitalWrite(LED_PIN, LOW);
    delayMicroseconds(9);
  }
  delayMicroseconds(pause);
}

void sendNec(unsigned long code) {
  mark(9000, 4500);
  for (int bit = 0; bit < 32; bit++) {
    mark(560, code & 1 ? 1690 : 560);
    code >>= 1;
  }
  mark(560, 0);
}

void setup() {
  pinMode(LED_PIN, OUTPUT);
  sendNec(CODE);
}

void loop() {
  if (millis() - lastSend >= INTERVAL_MS) {
    lastSend += INTERVAL_MS;
    sendNec(CODE);
  }
}
