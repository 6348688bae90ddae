const int DIN_PIN = {{din}};
const int CLK_PIN = {{clk}};
const int CS_PIN = {{cs}};
const uint8_t SMILEY[8] = {0x3C, 0x42, 0xA5, 0x81, 0xA5, 0x99, 0x42, 0x3C};

void writeRegister(uint8_t reg, uint8_t value) {
  digitalWrite(CS_PIN, LOW);
  shiftOut(DIN_PIN, CLK_PIN, MSBFIRST, reg);
  shiftOut(DIN_PIN, CLK_PIN, MSBFIRST, value);
  digitalWrite(CS_PIN, HIGH);
}

void setup() {
  pinMode(DIN_PIN, OUTPUT);
  pinMode(CLK_PIN, OUTPUT);
  pinMode(CS_PIN, OUTPUT);
  digitalWrite(CS_PIN, HIGH);
  writeRegister(0x0F, 0);  // No test picture.
  writeRegister(0x09, 0);  // Bits, not digits.
  writeRegister(0x0B, 7);  // All eight rows.
  writeRegister(0x0A, 2);  // Brightness, 0 to 15.
  writeRegister(0x0C, 1);  // On.
  for (uint8_t row = 0; row < 8; row++) {
    writeRegister(row + 1, SMILEY[row]);
  }
}

void loop() {
}
