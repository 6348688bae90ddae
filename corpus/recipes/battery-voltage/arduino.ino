const int SENSOR_PIN = {{sensor}};
const unsigned long INTERVAL_MS = {{interval_ms}};
const long SUPPLY_MV = {{supply_mv}};
const long ADC_MAX = {{adc_max}};
const float UPPER_KOHM = 100;
const float LOWER_KOHM = 22;

unsigned long lastReading = 0;

long readMillivolts() {
  long sum = 0;
  for (int i = 0; i < 16; i++) {
    sum += analogRead(SENSOR_PIN);
  }
  return sum * SUPPLY_MV / 16 / ADC_MAX;
}

void setup() {
  Serial.begin({{baud}});
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    long millivolts = readMillivolts();
    float value = millivolts * (UPPER_KOHM + LOWER_KOHM) / LOWER_KOHM / 1000.0;
{{adapt}}
    Serial.print("Battery: ");
    Serial.print(value, 2);
    Serial.println(" V");
{{end}}
  }
}
