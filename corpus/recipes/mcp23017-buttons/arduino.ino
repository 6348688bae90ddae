#include <Wire.h>

const uint8_t ADDRESS = {{address}};
const unsigned long INTERVAL_MS = {{interval_ms}};

uint8_t lastState = 0xFF;
unsigned long lastPoll = 0;

void writeRegister(uint8_t reg, uint8_t value) {
  Wire.beginTransmission(ADDRESS);
  Wire.write(reg);
  Wire.write(value);
  Wire.endTransmission();
}

void setup() {
  Serial.begin({{baud}});
  {{i2c.begin}}
  writeRegister(0x00, 0xFF);  // Port A: inputs
  writeRegister(0x0C, 0xFF);  // with pull-ups.
}

void loop() {
  if (millis() - lastPoll >= INTERVAL_MS) {
    lastPoll += INTERVAL_MS;
    Wire.beginTransmission(ADDRESS);
    Wire.write(0x12);
    Wire.endTransmission(false);
    if (Wire.requestFrom(ADDRESS, (uint8_t)1) != 1) {
      return;
    }
    uint8_t state = Wire.read();
    for (int pin = 0; pin < 8; pin++) {
      if (bitRead(lastState, pin) && !bitRead(state, pin)) {
        Serial.print("Button ");
        Serial.println(pin);
      }
    }
    lastState = state;
  }
}
