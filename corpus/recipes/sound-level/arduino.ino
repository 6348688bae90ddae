const int SENSOR_PIN = {{sensor}};
const unsigned long INTERVAL_MS = {{interval_ms}};
const long SUPPLY_MV = {{supply_mv}};
const long ADC_MAX = {{adc_max}};

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
    long lowest = millivolts;
    long highest = millivolts;
    for (unsigned long start = millis(); millis() - start < 50;) {
      long sample = readMillivolts();
      lowest = min(lowest, sample);
      highest = max(highest, sample);
    }
    float value = highest - lowest;
{{adapt}}
    Serial.print("Loudness: ");
    Serial.print(value, 0);
    Serial.println(" mV");
{{end}}
  }
}
