const int SENSOR_PIN = {{sensor}};
const unsigned long INTERVAL_MS = {{interval_ms}};
const long SUPPLY_MV = {{supply_mv}};
const long ADC_MAX = {{adc_max}};
const float DRY_MV = 2600;  // In air.
const float WET_MV = 1200;  // In water.

unsigned long lastReading = 0;

long readMillivolts() {
  return analogRead(SENSOR_PIN) * SUPPLY_MV / ADC_MAX;
}

void setup() {
  Serial.begin({{baud}});
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    long millivolts = readMillivolts();
    float value = constrain((DRY_MV - millivolts) * 100.0 / (DRY_MV - WET_MV), 0.0, 100.0);
{{adapt}}
    Serial.print("Moisture: ");
    Serial.print(value, 0);
    Serial.println(" %");
{{end}}
  }
}
