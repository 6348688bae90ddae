const int SENSOR_PIN = {{sensor}};
const unsigned long INTERVAL_MS = {{interval_ms}};
const long ADC_MAX = {{adc_max}};
const long SUPPLY_MV = {{supply_mv}};

unsigned long lastReading = 0;

void setup() {
  Serial.begin({{baud}});
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    long raw = analogRead(SENSOR_PIN);
    long millivolts = raw * SUPPLY_MV / ADC_MAX;
{{adapt}}
    Serial.print("Raw: ");
    Serial.print(raw);
    Serial.print("  Millivolts: ");
    Serial.println(millivolts);
{{end}}
  }
}
