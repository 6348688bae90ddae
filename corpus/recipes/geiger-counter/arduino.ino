const int TUBE_PIN = {{tube}};
const unsigned long INTERVAL_MS = {{interval_ms}};
const float CPM_PER_USV = 151;  // SBM-20 and J305.

volatile unsigned long clicks = 0;
unsigned long lastReading = 0;

void {{isr_attribute}}onClick() {
  clicks = clicks + 1;
}

void setup() {
  Serial.begin({{baud}});
  pinMode(TUBE_PIN, INPUT_PULLUP);
  attachInterrupt(digitalPinToInterrupt(TUBE_PIN), onClick, FALLING);
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    noInterrupts();
    unsigned long count = clicks;
    clicks = 0;
    interrupts();
    float cpm = count * 60000.0 / INTERVAL_MS;
{{adapt}}
    Serial.print("CPM: ");
    Serial.print(cpm, 0);
    Serial.print("  uSv/h: ");
    Serial.println(cpm / CPM_PER_USV, 3);
{{end}}
  }
}
