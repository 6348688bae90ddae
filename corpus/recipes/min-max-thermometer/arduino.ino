const int SENSOR_PIN = {{sensor}};
const unsigned long INTERVAL_MS = {{interval_ms}};

float lowest = 1000;
float highest = -1000;
unsigned long lastReading = 0;

void setup() {
  Serial.begin({{baud}});
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    float temperature = analogRead(SENSOR_PIN) * {{supply_mv}}L / {{adc_max}} / 10.0;  // LM35: 10 mV a degree.
    lowest = min(lowest, temperature);
    highest = max(highest, temperature);
    Serial.print("Now: ");
    Serial.print(temperature, 1);
    Serial.print("  Lowest: ");
    Serial.print(lowest, 1);
    Serial.print("  Highest: ");
    Serial.println(highest, 1);
  }
}
