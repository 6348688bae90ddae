const int SENSOR_PIN = {{sensor}};
const int SELECT_PINS[] = { {{s0}}, {{s1}}, {{s2}} };
const unsigned long INTERVAL_MS = {{interval_ms}};

unsigned long lastReading = 0;

int readChannel(int channel) {
  for (int bit = 0; bit < 3; bit++) {
    digitalWrite(SELECT_PINS[bit], bitRead(channel, bit));
  }
  delayMicroseconds(20);  // Let the line settle.
  return analogRead(SENSOR_PIN);
}

void setup() {
  Serial.begin({{baud}});
  for (int pin : SELECT_PINS) {
    pinMode(pin, OUTPUT);
  }
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    Serial.print("Channels:");
    for (int channel = 0; channel < 8; channel++) {
      Serial.print(' ');
      Serial.print(readChannel(channel));
    }
    Serial.println();
  }
}
