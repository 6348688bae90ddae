const int PROBE_PIN = {{probe}};
const int PUMP_PIN = {{pump}};
const long ADC_MAX = {{adc_max}};
const int DRY_PERCENT = {{dry_percent}};
const unsigned long CHECK_MS = 1000;
const unsigned long PUMP_MS = 3000;   // One portion of water.
const unsigned long SOAK_MS = 60000;  // It takes a while to reach the probe.

enum State { WATCHING, PUMPING, SOAKING };

State state = WATCHING;
unsigned long since = 0;

void enter(State next) {
  state = next;
  since = millis();
  digitalWrite(PUMP_PIN, state == PUMPING ? HIGH : LOW);
}

void setup() {
  Serial.begin({{baud}});
  pinMode(PUMP_PIN, OUTPUT);
}

void loop() {
  unsigned long elapsed = millis() - since;
  if (state == WATCHING && elapsed >= CHECK_MS) {
    since = millis();
    // Such probes give a lower voltage in wet soil.
    int percent = 100 - analogRead(PROBE_PIN) * 100L / ADC_MAX;
{{adapt}}
    Serial.print("Moisture: ");
    Serial.println(percent);
{{end}}
    if (percent < DRY_PERCENT) {
      enter(PUMPING);
    }
  } else if (state == PUMPING && elapsed >= PUMP_MS) {
    enter(SOAKING);
  } else if (state == SOAKING && elapsed >= SOAK_MS) {
    enter(WATCHING);
  }
}
