const int LED_PIN = {{led}};
const unsigned long INTERVAL_MS = {{interval_ms}};

unsigned long lastToggle = 0;
bool isOn = false;

void setup() {
  pinMode(LED_PIN, OUTPUT);
}

void loop() {
  if (millis() - lastToggle >= INTERVAL_MS) {
    lastToggle += INTERVAL_MS;
    isOn = !isOn;
    digitalWrite(LED_PIN, isOn ? HIGH : LOW);
  }
}
