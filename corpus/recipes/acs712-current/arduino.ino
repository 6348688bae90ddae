const int SENSOR_PIN = {{sensor}};
const unsigned long INTERVAL_MS = {{interval_ms}};
const long SUPPLY_MV = {{supply_mv}};
const long ADC_MAX = {{adc_max}};
const float MV_PER_AMPERE = 185;  // 5 A type; 100 for 20 A, 66 for 30 A.

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
    // Half the supply at no current.
    float value = (millivolts - SUPPLY_MV / 2) / MV_PER_AMPERE;
{{adapt}}
    Serial.print("Current: ");
    Serial.print(value, 2);
    Serial.println(" A");
{{end}}
  }
}
