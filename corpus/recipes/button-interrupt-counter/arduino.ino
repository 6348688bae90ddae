const int BUTTON_PIN = {{button}};
const unsigned long DEBOUNCE_MS = {{debounce_ms}};

volatile unsigned long presses = 0;
volatile unsigned long lastPress = 0;

void {{isr_attribute}}onPress() {
  unsigned long now = millis();
  if (now - lastPress >= DEBOUNCE_MS) {
    lastPress = now;
    presses = presses + 1;
  }
}

void setup() {
  Serial.begin({{baud}});
  pinMode(BUTTON_PIN, INPUT_PULLUP);
{{if esp32@2}}
  attachInterrupt(BUTTON_PIN, onPress, FALLING);
{{else}}
  attachInterrupt(digitalPinToInterrupt(BUTTON_PIN), onPress, FALLING);
{{end}}
}

void loop() {
  static unsigned long shown = 0;
  // The counter has several bytes: copy it while the interrupt cannot change it.
  noInterrupts();
  unsigned long count = presses;
  interrupts();
  if (count != shown) {
    shown = count;
{{adapt}}
    Serial.print("Presses: ");
    Serial.println(count);
{{end}}
  }
}
