#include <SPI.h>

const int CS_PIN = {{cs}};
const unsigned long INTERVAL_MS = {{interval_ms}};

unsigned long lastReading = 0;

void setup() {
  Serial.begin({{baud}});
  pinMode(CS_PIN, OUTPUT);
  digitalWrite(CS_PIN, HIGH);
  {{spi.begin}}
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    SPI.beginTransaction(SPISettings(1000000, MSBFIRST, SPI_MODE0));
    digitalWrite(CS_PIN, LOW);
    uint16_t hot = SPI.transfer16(0);
    uint16_t cold = SPI.transfer16(0);
    digitalWrite(CS_PIN, HIGH);
    SPI.endTransaction();
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
