const int RELAY_PIN = {{relay}};
const int RELAY_ON = HIGH;  // LOW for modules that switch on a low level.
const int RELAY_OFF = RELAY_ON == HIGH ? LOW : HIGH;
const unsigned long ON_MS = {{on_ms}};
const unsigned long PERIOD_MS = {{period_ms}};

unsigned long periodStart = 0;

void setup() {
  digitalWrite(RELAY_PIN, RELAY_OFF);
  pinMode(RELAY_PIN, OUTPUT);
}

void loop() {
  if (millis() - periodStart >= PERIOD_MS) {
    periodStart += PERIOD_MS;
  }
  bool isOn = millis() - periodStart < ON_MS;
  digitalWrite(RELAY_PIN, isOn ? RELAY_ON : RELAY_OFF);
}
