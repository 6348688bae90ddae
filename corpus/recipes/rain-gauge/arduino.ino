const int BUCKET_PIN = {{bucket}};
const float MM_PER_TIP = 0.2794;
const unsigned long DEBOUNCE_MS = 50;

volatile unsigned int tips = 0;
volatile unsigned long lastTip = 0;

void {{isr_attribute}}onTip() {
  if (millis() - lastTip >= DEBOUNCE_MS) {
    lastTip = millis();
    tips = tips + 1;
  }
}

void setup() {
  Serial.begin({{baud}});
  pinMode(BUCKET_PIN, INPUT_PULLUP);
  attachInterrupt(digitalPinToInterrupt(BUCKET_PIN), onTip, FALLING);
}

void loop() {
  static unsigned int shown = 0;
  noInterrupts();
  unsigned int now = tips;
  interrupts();
  if (now != shown) {
    shown = now;
{{adapt}}
    Serial.print("Rain: ");
    Serial.print(now * MM_PER_TIP, 2);
    Serial.println(" mm");
{{end}}
  }
}
