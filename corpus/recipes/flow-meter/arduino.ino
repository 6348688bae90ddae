const int SENSOR_PIN = {{sensor}};
const unsigned long INTERVAL_MS = 1000;
const float PULSES_PER_LITER = 450;

volatile unsigned long pulses = 0;
unsigned long lastReading = 0;
float liters = 0;

void {{isr_attribute}}onPulse() {
  pulses = pulses + 1;
}

void setup() {
  Serial.begin({{baud}});
  pinMode(SENSOR_PIN, INPUT_PULLUP);
  attachInterrupt(digitalPinToInterrupt(SENSOR_PIN), onPulse, FALLING);
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    noInterrupts();
    unsigned long count = pulses;
    pulses = 0;
    interrupts();
    liters += count / PULSES_PER_LITER;
{{adapt}}
    Serial.print("Flow: ");
    Serial.print(count * 60 / PULSES_PER_LITER);
    Serial.print(" l/min  Total: ");
    Serial.print(liters, 3);
    Serial.println(" l");
{{end}}
  }
}
