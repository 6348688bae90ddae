const int SENSOR_PIN = {{sensor}};
const unsigned long INTERVAL_MS = {{interval_ms}};
const long SUPPLY_MV = {{supply_mv}};
const long ADC_MAX = {{adc_max}};
float average = 2500;
bool wasHigh = false;
unsigned long lastBeat = 0;

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
    // A slow average is the middle line; a beat crosses it upwards.
    average += (millivolts - average) / 64;
    bool isHigh = millivolts > average + 50;
    float value = 0;
    if (isHigh && !wasHigh) {
      value = 60000.0 / max(1UL, millis() - lastBeat);
      lastBeat = millis();
    }
    wasHigh = isHigh;
    if (value < 30 || value > 220) {
      return;
    }
{{adapt}}
    Serial.print("Pulse: ");
    Serial.print(value, 0);
    Serial.println(" bpm");
{{end}}
  }
}
