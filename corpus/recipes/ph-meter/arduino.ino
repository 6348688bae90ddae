const int SENSOR_PIN = {{sensor}};
const unsigned long INTERVAL_MS = {{interval_ms}};
const long SUPPLY_MV = {{supply_mv}};
const long ADC_MAX = {{adc_max}};
const float NEUTRAL_MV = 2500;
const float MV_PER_PH = 180;

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
    // Calibrate both numbers with buffer solutions.
    float value = 7.0 + (NEUTRAL_MV - millivolts) / MV_PER_PH;
{{adapt}}
    Serial.print("pH: ");
    Serial.println(value, 2);
{{end}}
  }
}
