#include <SPI.h>

const int CS_PIN = {{cs}};
const unsigned long INTERVAL_MS = {{interval_ms}};

unsigned long lastReading = 0;

uint16_t readRaw() {
  SPI.beginTransaction(SPISettings(1000000, MSBFIRST, SPI_MODE0));
  digitalWrite(CS_PIN, LOW);
  uint16_t raw = SPI.transfer16(0);
  digitalWrite(CS_PIN, HIGH);
  SPI.endTransaction();
  return raw;
}

void setup() {
  Serial.begin({{baud}});
  pinMode(CS_PIN, OUTPUT);
  digitalWrite(CS_PIN, HIGH);
  {{spi.begin}}
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
