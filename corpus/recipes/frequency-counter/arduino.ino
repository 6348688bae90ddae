const int SIGNAL_PIN = {{signal}};
const unsigned long GATE_MS = 1000;

volatile unsigned long pulses = 0;
unsigned long gateStart = 0;

void {{isr_attribute}}onPulse() {
  pulses = pulses + 1;
}

void setup() {
  Serial.begin({{baud}});
  pinMode(SIGNAL_PIN, INPUT_PULLUP);
  attachInterrupt(digitalPinToInterrupt(SIGNAL_PIN), onPulse, RISING);
}

void loop() {
  if (millis() - gateStart >= GATE_MS) {
    gateStart += GATE_MS;
    noInterrupts();
    unsigned long count = pulses;
    pulses = 0;
    interrupts();
{{adapt}}
    Serial.print("Frequency: ");
    Serial.print(count);
    Serial.println(" Hz");
{{end}}
  }
}
