const int SCK_PIN = {{sck}};
const int DO_PIN = {{miso}};
const int CS_PIN = {{cs}};
const unsigned long INTERVAL_MS = {{interval_ms}};

unsigned long lastReading = 0;

uint16_t readWord() {
  uint16_t high = shiftIn(DO_PIN, SCK_PIN, MSBFIRST);
  return high << 8 | shiftIn(DO_PIN, SCK_PIN, MSBFIRST);
}

void setup() {
  Serial.begin({{baud}});
  pinMode(SCK_PIN, OUTPUT);
  pinMode(DO_PIN, INPUT);
  pinMode(CS_PIN, OUTPUT);
  digitalWrite(SCK_PIN, LOW);
  digitalWrite(CS_PIN, HIGH);
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    digitalWrite(CS_PIN, LOW);
    uint16_t hot = readWord();
    uint16_t cold = readWord();
    digitalWrite(CS_PIN, HIGH);
    if (hot & 0x01) {
      Serial.print("Fault ");
      Serial.println(cold & 0x07);  // 1: open, 2: short to GND, 4: short to the supply.
      return;
    }
{{adapt}}
    Serial.print("Temperature: ");
    Serial.print(((int16_t)hot >> 2) * 0.25);
    Serial.print(" C  Junction: ");
    Serial.println(((int16_t)cold >> 4) * 0.0625);
{{end}}
  }
}
