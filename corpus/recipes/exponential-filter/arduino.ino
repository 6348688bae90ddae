const int SENSOR_PIN = {{sensor}};
const unsigned long INTERVAL_MS = {{interval_ms}};
const float WEIGHT = 0.1;  // Of a new sample.

float smooth = 0;
bool isFirst = true;
unsigned long lastReading = 0;

void setup() {
  Serial.begin({{baud}});
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    int raw = analogRead(SENSOR_PIN);
    smooth = isFirst ? raw : smooth + WEIGHT * (raw - smooth);
    isFirst = false;
{{adapt}}
    Serial.print("Smooth: ");
    Serial.println(smooth, 1);
{{end}}
  }
}
