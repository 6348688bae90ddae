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
    // 10 k ohm: 0.1 mA for a volt; 2 lux for a microampere.
    float value = millivolts / 10.0 * 2;
{{adapt}}
    Serial.print("Light: ");
    Serial.print(value, 0);
    Serial.println(" lux");
{{end}}
  }
}
