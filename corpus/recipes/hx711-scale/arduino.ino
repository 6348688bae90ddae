const int DATA_PIN = {{data}};
const int CLOCK_PIN = {{clock}};
const unsigned long INTERVAL_MS = {{interval_ms}};
const float COUNTS_PER_GRAM = 420;  // Put a known weight on the scale and mend this number.

long zero = 0;
unsigned long lastReading = 0;

// The 24 bits of a conversion, signed; channel A, gain 128.
bool readScale(long& value) {
  if (digitalRead(DATA_PIN) == HIGH) {
    return false;  // No new conversion yet.
  }
  unsigned long bits = 0;
  noInterrupts();  // Clock held high for 60 us would put the chip to sleep.
  for (int i = 0; i < 24; i++) {
    digitalWrite(CLOCK_PIN, HIGH);
    delayMicroseconds(1);
    bits = bits << 1 | (digitalRead(DATA_PIN) == HIGH ? 1 : 0);
    digitalWrite(CLOCK_PIN, LOW);
    delayMicroseconds(1);
  }
  digitalWrite(CLOCK_PIN, HIGH);
  delayMicroseconds(1);
  digitalWrite(CLOCK_PIN, LOW);
  interrupts();
  value = bits & 0x800000UL ? (long)(bits | 0xFF000000UL) : (long)bits;
  return true;
}

void setup() {
  Serial.begin({{baud}});
  pinMode(DATA_PIN, INPUT);
  pinMode(CLOCK_PIN, OUTPUT);
  unsigned long start = millis();
  while (!readScale(zero) && millis() - start < 1000) {
    delay(10);  // What lies on the scale now counts as nothing.
  }
}

void loop() {
  long raw;
  if (millis() - lastReading >= INTERVAL_MS && readScale(raw)) {
    lastReading = millis();
{{adapt}}
    Serial.print("Weight: ");
    Serial.print((raw - zero) / COUNTS_PER_GRAM, 1);
    Serial.println(" g");
{{end}}
  }
}
