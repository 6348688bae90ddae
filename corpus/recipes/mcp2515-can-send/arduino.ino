#include <SPI.h>

const int CS_PIN = {{cs}};
const uint16_t CAN_ID = {{can_id}};
{{if fed}}
{{else}}
const unsigned long INTERVAL_MS = {{interval_ms}};

unsigned long lastSend = 0;
{{end}}
bool isThere = false;

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

void sendFrame(uint16_t id, const uint8_t* data, uint8_t length) {
  select();
  SPI.transfer(0x40);  // Fill the first buffer.
  SPI.transfer(id >> 3);
  SPI.transfer((id & 7) << 5);
  SPI.transfer(0);
  SPI.transfer(0);
  SPI.transfer(length);
  for (uint8_t i = 0; i < length; i++) {
    SPI.transfer(data[i]);
  }
  deselect();
  select();
  SPI.transfer(0x81);  // Send it.
  deselect();
}

// Four bytes, the highest first.
void sendNumber(long number) {
  uint8_t data[] = {(uint8_t)(number >> 24), (uint8_t)(number >> 16), (uint8_t)(number >> 8), (uint8_t)number};
  if (isThere) {
    sendFrame(CAN_ID, data, sizeof(data));
  }
}

void setup() {
  Serial.begin({{baud}});
  isThere = startCan();
  Serial.println(isThere ? "CAN ready" : "The controller does not answer");
}

void loop() {
{{if fed}}
{{else}}
  if (millis() - lastSend >= INTERVAL_MS) {
    lastSend += INTERVAL_MS;
    sendNumber(millis() / 1000);
  }
{{end}}
}
