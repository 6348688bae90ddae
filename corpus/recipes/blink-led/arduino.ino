const int LED_PIN = {{led}};
{{if fed}}

void switchLed(bool on) {
  digitalWrite(LED_PIN, on ? HIGH : LOW);
}

void toggleLed() {
  static bool isLit = false;
  isLit = !isLit;
  switchLed(isLit);
}
{{else}}
const unsigned long INTERVAL_MS = {{interval_ms}};

unsigned long lastToggle = 0;
bool isOn = false;
{{end}}

void setup() {
  pinMode(LED_PIN, OUTPUT);
}

void loop() {
{{if fed}}
{{else}}
  if (millis() - lastToggle >= INTERVAL_MS) {
    lastToggle += INTERVAL_MS;
    isOn = !isOn;
    digitalWrite(LED_PIN, isOn ? HIGH : LOW);
  }
{{end}}
}
