const unsigned long INTERVAL_MS = {{interval_ms}};

unsigned long lastReading = 0;

void setup() {
  Serial.begin({{baud}});
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    Serial.print("Chip: ");
{{if rp2040}}
    Serial.print(analogReadTemp(), 1);
{{else}}
    Serial.print(temperatureRead(), 1);
{{end}}
    Serial.println(" C");
  }
}
