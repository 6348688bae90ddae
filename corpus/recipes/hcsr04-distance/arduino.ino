const int TRIGGER_PIN = {{trigger}};
const int ECHO_PIN = {{echo}};
const unsigned long INTERVAL_MS = {{interval_ms}};
const unsigned long TIMEOUT_US = 30000;  // About 5 m.

unsigned long lastPing = 0;

void setup() {
  Serial.begin({{baud}});
  pinMode(TRIGGER_PIN, OUTPUT);
  pinMode(ECHO_PIN, INPUT);
}

float measureCentimeters() {
  digitalWrite(TRIGGER_PIN, LOW);
  delayMicroseconds(2);
  digitalWrite(TRIGGER_PIN, HIGH);
  delayMicroseconds(10);
  digitalWrite(TRIGGER_PIN, LOW);
  unsigned long echo = pulseIn(ECHO_PIN, HIGH, TIMEOUT_US);
  // Sound travels 0.0343 cm in a microsecond, there and back.
  return echo * 0.0343f / 2;
}

void loop() {
  if (millis() - lastPing >= INTERVAL_MS) {
    lastPing += INTERVAL_MS;
    float distance = measureCentimeters();
    if (distance == 0) {
      Serial.println("Nothing in range");
      return;
    }
{{adapt}}
    Serial.print("Distance: ");
    Serial.print(distance);
    Serial.println(" cm");
{{end}}
  }
}
