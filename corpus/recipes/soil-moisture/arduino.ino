const int SENSOR_PIN = {{sensor}};
const long DRY_PERCENT = {{dry_percent}};
const unsigned long INTERVAL_MS = {{interval_ms}};

// Readings in air and in water: measure them with your sensor.
const long DRY_READING = {{adc_max}} * 3L / 4;
const long WET_READING = {{adc_max}} * 3L / 8;

unsigned long lastReading = 0;

void setup() {
  Serial.begin({{baud}});
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    long percent = map(analogRead(SENSOR_PIN), DRY_READING, WET_READING, 0, 100);
    percent = constrain(percent, 0L, 100L);
{{adapt}}
    Serial.print("Soil moisture: ");
    Serial.print(percent);
    Serial.println(percent < DRY_PERCENT ? " %, water me" : " %");
{{end}}
  }
}
