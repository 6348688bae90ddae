const int TRIGGER_PIN = {{trigger}};
const int ECHO_PIN = {{echo}};
const int BUZZER_PIN = {{buzzer}};
const unsigned int FAR_CM = 120;
const unsigned int NEAR_CM = {{near_cm}};
const unsigned long TIMEOUT_US = 10000;

unsigned long period = 0;  // Of the beeps; 0 is silence.
unsigned long lastPing = 0;

unsigned int measureCentimeters() {
  digitalWrite(TRIGGER_PIN, HIGH);
  delayMicroseconds(10);
  digitalWrite(TRIGGER_PIN, LOW);
  unsigned long duration = pulseIn(ECHO_PIN, HIGH, TIMEOUT_US);
  return duration > 0 ? duration / 58 : FAR_CM;
}

void setup() {
  pinMode(TRIGGER_PIN, OUTPUT);
  pinMode(ECHO_PIN, INPUT);
  pinMode(BUZZER_PIN, OUTPUT);
}

void loop() {
  if (millis() - lastPing >= 60) {
    lastPing = millis();
    unsigned int distance = measureCentimeters();
    period = distance >= FAR_CM ? 0 : 2UL * max(distance, NEAR_CM);
  }
  digitalWrite(BUZZER_PIN, period > 0 && millis() / period % 2 ? HIGH : LOW);
}
