const int SCK_PIN = {{sck}};
const int SO_PIN = {{miso}};
const int CS_PIN = {{cs}};
const unsigned long INTERVAL_MS = {{interval_ms}};

unsigned long lastReading = 0;

uint16_t readRaw() {
  digitalWrite(CS_PIN, LOW);
  uint16_t raw = shiftIn(SO_PIN, SCK_PIN, MSBFIRST);
  raw = raw << 8 | shiftIn(SO_PIN, SCK_PIN, MSBFIRST);
  digitalWrite(CS_PIN, HIGH);
  return raw;
}

void setup() {
  Serial.begin({{baud}});
  pinMode(SCK_PIN, OUTPUT);
  pinMode(SO_PIN, INPUT);
  pinMode(CS_PIN, OUTPUT);
  digitalWrite(SCK_PIN, LOW);
  digitalWrite(CS_PIN, HIGH);
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    uint16_t raw = readRaw();
    if (raw & 0x04) {
      Serial.println("No thermocouple");
      return;
    }
{{adapt}}
    Serial.print("Temperature: ");
    Serial.print((raw >> 3) * 0.25);
    Serial.println(" C");
{{end}}
  }
}
