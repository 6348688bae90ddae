const int CLK_PIN = {{clk}};
const int DIO_PIN = {{dio}};
const uint8_t DIGITS[] = {0x3F, 0x06, 0x5B, 0x4F, 0x66, 0x6D, 0x7D, 0x07, 0x7F, 0x6F};

{{if fed}}
{{else}}
unsigned long lastSecond = 0;
{{end}}

void writeLine(int pin, int level) {
  digitalWrite(pin, level);
  delayMicroseconds(5);
}

void start() {
  writeLine(DIO_PIN, LOW);
}

void stop() {
  writeLine(CLK_PIN, LOW);
  writeLine(DIO_PIN, LOW);
  writeLine(CLK_PIN, HIGH);
  writeLine(DIO_PIN, HIGH);
}

void send(uint8_t value) {
  for (int i = 0; i < 8; i++) {
    writeLine(CLK_PIN, LOW);
    writeLine(DIO_PIN, bitRead(value, i));
    writeLine(CLK_PIN, HIGH);
  }
  // The module acknowledges; nobody looks.
  writeLine(CLK_PIN, LOW);
  pinMode(DIO_PIN, INPUT);
  writeLine(CLK_PIN, HIGH);
  writeLine(CLK_PIN, LOW);
  pinMode(DIO_PIN, OUTPUT);
}

void write(const uint8_t digits[4]) {
  start();
  send(0x40);  // Data, one digit after the other.
  stop();
  start();
  send(0xC0);
  for (int i = 0; i < 4; i++) {
    send(digits[i]);
  }
  stop();
  start();
  send(0x8A);  // On, brightness 2 of 7.
  stop();
}

{{if fed}}
// Whole numbers from -999 to 9999, without leading zeros.
void showNumber(long number) {
  uint8_t digits[4] = {0, 0, 0, 0};
  long rest = constrain(number, -999, 9999);
  bool isNegative = rest < 0;
  rest = abs(rest);
  int place = 3;
  do {
    digits[place--] = DIGITS[rest % 10];
    rest /= 10;
  } while (rest > 0);
  if (isNegative) {
    digits[place] = 0x40;
  }
  write(digits);
}
{{else}}
void show(int minutes, int seconds) {
  uint8_t digits[] = {DIGITS[minutes / 10], (uint8_t)(DIGITS[minutes % 10] | 0x80), DIGITS[seconds / 10], DIGITS[seconds % 10]};
  write(digits);
}
{{end}}

void setup() {
  pinMode(CLK_PIN, OUTPUT);
  pinMode(DIO_PIN, OUTPUT);
  digitalWrite(CLK_PIN, HIGH);
  digitalWrite(DIO_PIN, HIGH);
{{if fed}}
  showNumber(0);
{{else}}
  show(0, 0);
{{end}}
}

void loop() {
{{if fed}}
{{else}}
  if (millis() - lastSecond >= 1000) {
    lastSecond += 1000;
    unsigned long seconds = millis() / 1000;
    show(seconds / 60 % 100, seconds % 60);
  }
{{end}}
}
