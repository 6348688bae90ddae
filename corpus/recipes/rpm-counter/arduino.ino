const int SENSOR_PIN = {{sensor}};
const unsigned long STANDSTILL_US = 3000000;

volatile unsigned long lastPulse = 0;
volatile unsigned long period = 0;
unsigned long lastPrint = 0;

void {{isr_attribute}}onPulse() {
  unsigned long now = micros();
  period = now - lastPulse;
  lastPulse = now;
}

void setup() {
  Serial.begin({{baud}});
  pinMode(SENSOR_PIN, INPUT_PULLUP);
  attachInterrupt(digitalPinToInterrupt(SENSOR_PIN), onPulse, FALLING);
}

void loop() {
  if (millis() - lastPrint >= 1000) {
    lastPrint += 1000;
    noInterrupts();
    unsigned long turn = period;
    unsigned long since = micros() - lastPulse;
    interrupts();
    unsigned long rpm = turn > 0 && since < STANDSTILL_US ? 60000000UL / turn : 0;
{{adapt}}
    Serial.print("RPM: ");
    Serial.println(rpm);
{{end}}
  }
}
