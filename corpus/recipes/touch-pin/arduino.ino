const int PAD_PIN = {{pad}};
const unsigned long INTERVAL_MS = {{interval_ms}};

unsigned long lastReading = 0;

void setup() {
  Serial.begin({{baud}});
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
{{if esp32}}
    // The ESP32 counts down when touched, the S2 and S3 count up.
{{end}}
{{adapt}}
    Serial.print("Touch: ");
    Serial.println(touchRead(PAD_PIN));
{{end}}
  }
}
