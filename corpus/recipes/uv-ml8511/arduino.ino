const int SENSOR_PIN = {{sensor}};
const unsigned long INTERVAL_MS = {{interval_ms}};
const long SUPPLY_MV = {{supply_mv}};
const long ADC_MAX = {{adc_max}};

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
    // 0.99 V in the dark, 2.8 V at 15 mW/cm2.
    float value = max(0L, millivolts - 990) * 15.0 / 1810;
{{adapt}}
    Serial.print("UV: ");
    Serial.print(value, 1);
    Serial.println(" mW/cm2");
{{end}}
  }
}
