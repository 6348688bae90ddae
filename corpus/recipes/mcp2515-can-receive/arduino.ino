#include <SPI.h>

const int CS_PIN = {{cs}};

void select() {
  SPI.beginTransaction(SPISettings(8000000, MSBFIRST, SPI_MODE0));
  digitalWrite(CS_PIN, LOW);
}

void deselect() {
  digitalWrite(CS_PIN, HIGH);
  SPI.endTransaction();
}

void writeRegister(uint8_t reg, uint8_t value) {
  select();
  SPI.transfer(0x02);
  SPI.transfer(reg);
  SPI.transfer(value);
  deselect();
}

uint8_t readRegister(uint8_t reg) {
  select();
  SPI.transfer(0x03);
  SPI.transfer(reg);
  uint8_t value = SPI.transfer(0);
  deselect();
  return value;
}

// 500 kbit/s with a crystal of 8 MHz; false when the controller does not answer.
bool startCan() {
  pinMode(CS_PIN, OUTPUT);
  digitalWrite(CS_PIN, HIGH);
  {{spi.begin}}
  select();
  SPI.transfer(0xC0);  // Reset.
  deselect();
  delay(10);
  writeRegister(0x2A, 0x00);
  writeRegister(0x29, 0x90);
  writeRegister(0x28, 0x02);
  bool isThere = readRegister(0x29) == 0x90;
  writeRegister(0x60, 0x60);  // Receive everything.
  writeRegister(0x0F, 0x00);  // Normal operation.
  return isThere;
}

void setup() {
  Serial.begin({{baud}});
  Serial.println(startCan() ? "CAN ready" : "The controller does not answer");
}

void loop() {
  if ((readRegister(0x2C) & 0x01) == 0) {
    return;  // Nothing in the first buffer.
  }
  uint8_t frame[13];
  select();
  SPI.transfer(0x90);  // Read the first buffer and free it.
  for (uint8_t i = 0; i < sizeof(frame); i++) {
    frame[i] = SPI.transfer(0);
  }
  deselect();
  uint16_t id = (uint16_t)frame[0] << 3 | frame[1] >> 5;
  uint8_t length = min((uint8_t)(frame[4] & 0x0F), (uint8_t)8);
{{out}}
  Serial.print("Frame 0x");
  Serial.print(id, HEX);
  Serial.print(":");
  for (uint8_t i = 0; i < length; i++) {
    Serial.print(" ");
    Serial.print(frame[5 + i], HEX);
  }
  Serial.println();
{{end}}
}
