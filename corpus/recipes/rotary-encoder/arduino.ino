const int A_PIN = {{a}};
const int B_PIN = {{b}};
{{if asked.most}}
const long LEAST = {{least}};
const long MOST = {{most}};
{{end}}

{{if asked.most}}
volatile long position = LEAST;
{{else}}
volatile long position = 0;
{{end}}

void {{isr_attribute}}onEdge() {
  // At a falling edge of A, B tells the direction.
{{if asked.most}}
  long next = position + (digitalRead(B_PIN) == HIGH ? 1 : -1);
  if (next >= LEAST && next <= MOST) {
    position = next;
  }
{{else}}
  position = position + (digitalRead(B_PIN) == HIGH ? 1 : -1);
{{end}}
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
