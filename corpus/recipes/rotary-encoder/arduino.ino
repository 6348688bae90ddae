const int A_PIN = {{a}};
const int B_PIN = {{b}};

volatile long position = 0;

void {{isr_attribute}}onEdge() {
  // At a falling edge of A, B tells the direction.
  position = position + (digitalRead(B_PIN) == HIGH ? 1 : -1);
}

void setup() {
  Serial.begin({{baud}});
  pinMode(A_PIN, INPUT_PULLUP);
  pinMode(B_PIN, INPUT_PULLUP);
  attachInterrupt(digitalPinToInterrupt(A_PIN), onEdge, FALLING);
}

void loop() {
  static long shown = 0;
  noInterrupts();
  long now = position;
  interrupts();
  if (now != shown) {
    shown = now;
{{adapt}}
    Serial.print("Position: ");
    Serial.println(now);
{{end}}
  }
  delay(5);
}
