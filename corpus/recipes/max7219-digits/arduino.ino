const int DIN_PIN = {{din}};
const int CLK_PIN = {{clk}};
const int CS_PIN = {{cs}};
const int N_DIGITS = 8;
{{if fed}}
{{else}}
const unsigned long STEP_MS = {{step_ms}};

long count = 0;
unsigned long lastStep = 0;
{{end}}

void writeRegister(uint8_t reg, uint8_t value) {
  digitalWrite(CS_PIN, LOW);
  shiftOut(DIN_PIN, CLK_PIN, MSBFIRST, reg);
  shiftOut(DIN_PIN, CLK_PIN, MSBFIRST, value);
  digitalWrite(CS_PIN, HIGH);
}

// Whole numbers, at the right, without leading zeros.
void showNumber(long number) {
  const uint8_t BLANK = 0x0F;
  const uint8_t MINUS = 0x0A;
  long rest = abs(number);
  bool isNegative = number < 0;
  for (int digit = 1; digit <= N_DIGITS; digit++) {
    if (rest > 0 || digit == 1) {
      writeRegister(digit, rest % 10);
    } else {
      writeRegister(digit, isNegative ? MINUS : BLANK);
      isNegative = false;
    }
    rest /= 10;
  }
}

void setup() {
  pinMode(DIN_PIN, OUTPUT);
  pinMode(CLK_PIN, OUTPUT);
  pinMode(CS_PIN, OUTPUT);
  digitalWrite(CS_PIN, HIGH);
  writeRegister(0x0F, 0);     // No test picture.
  writeRegister(0x09, 0xFF);  // The chip knows the shapes of digits.
  writeRegister(0x0B, 7);     // All eight digits.
  writeRegister(0x0A, 4);     // Brightness, 0 to 15.
  writeRegister(0x0C, 1);     // On.
  showNumber(0);
}

void loop() {
{{if fed}}
{{else}}
  if (millis() - lastStep >= STEP_MS) {
    lastStep += STEP_MS;
    showNumber(++count);
  }
{{end}}
}
