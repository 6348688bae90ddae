const unsigned long INTERVAL_MS = {{interval_ms}};

unsigned long lastReading = 0;

void setup() {
  Serial.begin({{baud}});
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
{{if rp2040}}
    float temperature = analogReadTemp();
{{else}}
    float temperature = temperatureRead();
{{end}}
{{adapt}}
    Serial.print("Chip: ");
    Serial.print(temperature, 1);
    Serial.println(" C");
{{end}}
  }
}
