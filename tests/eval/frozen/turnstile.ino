// board: uno
// Counts people through a turnstile and shows the count on four lamps.
const int gatePin = 2;
const int resetPin = 3;
const int lampPins[] = {8, 9, 10, 11};
const int lampCount = 4;

volatile unsigned int passed = 0;
unsigned int shown = 0;

void onGate() {
  passed++;
}

void showCount(unsigned int count) {
  for (int i = 0; i < lampCount; i++) {
    digitalWrite(lampPins[i], (count >> i) & 1);
  }
}

void setup() {
  Serial.begin(9600);
  pinMode(gatePin, INPUT_PULLUP);
  pinMode(resetPin, INPUT_PULLUP);
  for (int i = 0; i < lampCount; i++) {
    pinMode(lampPins[i], OUTPUT);
  }
  attachInterrupt(digitalPinToInterrupt(gatePin), onGate, FALLING);
}

void loop() {
  noInterrupts();
  unsigned int count = passed;
  interrupts();
  if (digitalRead(resetPin) == LOW) {
    noInterrupts();
    passed = 0;
    interrupts();
  }
  if (count != shown) {
    shown = count;
    showCount(count);
    Serial.print("passed: ");
    Serial.println(count);
  }
  delay(20);
}
