const int SENSOR_PIN = {{sensor}};
const unsigned long INTERVAL_MS = {{interval_ms}};
const float KMH_PER_HZ = 2.4;

volatile unsigned long turns = 0;
unsigned long lastReading = 0;

void {{isr_attribute}}onTurn() {
  turns = turns + 1;
}

void setup() {
  Serial.begin({{baud}});
  pinMode(SENSOR_PIN, INPUT_PULLUP);
  attachInterrupt(digitalPinToInterrupt(SENSOR_PIN), onTurn, FALLING);
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    noInterrupts();
    unsigned long count = turns;
    turns = 0;
    interrupts();
{{adapt}}
    Serial.print("Wind: ");
    Serial.print(count * 1000.0 / INTERVAL_MS * KMH_PER_HZ, 1);
    Serial.println(" km/h");
{{end}}
  }
}
