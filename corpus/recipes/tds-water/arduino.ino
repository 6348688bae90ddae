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
    float volts = millivolts / 1000.0;
    // Cubic of the probe's maker, at 25 C.
    float value = (133.42 * volts * volts * volts - 255.86 * volts * volts + 857.39 * volts) / 2;
{{adapt}}
    Serial.print("TDS: ");
    Serial.print(value, 0);
    Serial.println(" ppm");
{{end}}
  }
}
