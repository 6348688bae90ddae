const int RELAY_PIN = {{relay}};
const int RELAY_ON = {{on_level}};  // LOW for modules that switch on a low level.
const int RELAY_OFF = RELAY_ON == HIGH ? LOW : HIGH;
{{if fed}}
{{if asked.on_ms}}
const unsigned long ON_MS = {{on_ms}};

bool isRelayOn = false;
unsigned long relayStart = 0;
{{end}}

{{if asked.on_ms}}
void switchRelay(bool on) {
  // Each call begins the time anew; it runs out by itself.
  if (on) {
    isRelayOn = true;
    relayStart = millis();
    digitalWrite(RELAY_PIN, RELAY_ON);
  }
}
{{else}}
void switchRelay(bool on) {
  digitalWrite(RELAY_PIN, on ? RELAY_ON : RELAY_OFF);
}
{{end}}
{{else}}
const unsigned long ON_MS = {{on_ms}};
const unsigned long PERIOD_MS = {{period_ms}};

unsigned long periodStart = 0;
{{end}}

void setup() {
  digitalWrite(RELAY_PIN, RELAY_OFF);
  pinMode(RELAY_PIN, OUTPUT);
}

void loop() {
{{if fed}}
{{if asked.on_ms}}
  if (isRelayOn && millis() - relayStart >= ON_MS) {
    isRelayOn = false;
    digitalWrite(RELAY_PIN, RELAY_OFF);
  }
{{end}}
{{else}}
  if (millis() - periodStart >= PERIOD_MS) {
    periodStart += PERIOD_MS;
  }
  bool isOn = millis() - periodStart < ON_MS;
  digitalWrite(RELAY_PIN, isOn ? RELAY_ON : RELAY_OFF);
{{end}}
}
