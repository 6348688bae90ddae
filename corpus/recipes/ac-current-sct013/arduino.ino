const int SENSOR_PIN = {{sensor}};
const unsigned long INTERVAL_MS = {{interval_ms}};
const long SUPPLY_MV = {{supply_mv}};
const long ADC_MAX = {{adc_max}};
const float AMPERE_PER_VOLT = 30;  // SCT-013-030.

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
    // RMS over five periods of 50 Hz.
    float sum = 0;
    long n = 0;
    for (unsigned long start = millis(); millis() - start < 100; n++) {
      float sample = readMillivolts() - SUPPLY_MV / 2;
      sum += sample * sample;
    }
    float value = sqrt(sum / n) * AMPERE_PER_VOLT / 1000;
{{adapt}}
    Serial.print("Current: ");
    Serial.print(value, 2);
    Serial.println(" A");
{{end}}
  }
}
