const int TRIGGER_PIN = {{trigger}};
const int ECHO_PIN = {{echo}};
const int PUMP_PIN = {{pump}};
const int FULL_CM = {{full_cm}};  // From the sensor down to the water.
const int LOW_CM = {{low_cm}};
const unsigned long INTERVAL_MS = 500;

unsigned long lastPing = 0;

void setup() {
  Serial.begin({{baud}});
  pinMode(TRIGGER_PIN, OUTPUT);
  pinMode(ECHO_PIN, INPUT);
  pinMode(PUMP_PIN, OUTPUT);
}

void loop() {
  if (millis() - lastPing >= INTERVAL_MS) {
    lastPing += INTERVAL_MS;
    digitalWrite(TRIGGER_PIN, HIGH);
    delayMicroseconds(10);
    digitalWrite(TRIGGER_PIN, LOW);
    int distance = pulseIn(ECHO_PIN, HIGH, 30000) / 58;
    if (distance == 0) {
      digitalWrite(PUMP_PIN, LOW);  // Without a reading the tank might overflow.
      Serial.println("No echo");
    } else if (distance >= LOW_CM) {
      digitalWrite(PUMP_PIN, HIGH);
    } else if (distance <= FULL_CM) {
      digitalWrite(PUMP_PIN, LOW);
    }
  }
}
