const int SENSOR_PIN = {{sensor}};
const unsigned long INTERVAL_MS = {{interval_ms}};

float smooth = 0;
unsigned long lastReading = 0;

void setup() {
  Serial.begin({{baud}});
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    int raw = analogRead(SENSOR_PIN);
    smooth += 0.1 * (raw - smooth);
    Serial.print("raw:");
    Serial.print(raw);
    Serial.print(",smooth:");
    Serial.println(smooth);
  }
}
