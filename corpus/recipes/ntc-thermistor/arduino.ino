const int SENSOR_PIN = {{sensor}};
const unsigned long INTERVAL_MS = {{interval_ms}};
const long SUPPLY_MV = {{supply_mv}};
const long ADC_MAX = {{adc_max}};
const float SERIES_OHM = 10000;
const float NOMINAL_OHM = 10000;
const float BETA = 3950;

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
    float resistance = SERIES_OHM * millivolts / (float)max(1L, SUPPLY_MV - millivolts);
    // Beta equation, from 25 C.
    float value = 1.0 / (1.0 / 298.15 + log(max(1.0f, resistance) / NOMINAL_OHM) / BETA) - 273.15;
{{adapt}}
    Serial.print("Temperature: ");
    Serial.print(value, 1);
    Serial.println(" C");
{{end}}
  }
}
