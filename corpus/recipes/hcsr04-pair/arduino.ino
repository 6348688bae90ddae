const int LEFT_TRIGGER_PIN = {{left_trigger}};
const int LEFT_ECHO_PIN = {{left_echo}};
const int RIGHT_TRIGGER_PIN = {{right_trigger}};
const int RIGHT_ECHO_PIN = {{right_echo}};
const unsigned long INTERVAL_MS = {{interval_ms}};
const unsigned long TIMEOUT_US = 30000;  // About 5 m.
const float NOTHING = 500;

unsigned long lastPing = 0;

float measureCentimeters(int triggerPin, int echoPin) {
  digitalWrite(triggerPin, LOW);
  delayMicroseconds(2);
  digitalWrite(triggerPin, HIGH);
  delayMicroseconds(10);
  digitalWrite(triggerPin, LOW);
  unsigned long echo = pulseIn(echoPin, HIGH, TIMEOUT_US);
  // Sound travels 0.0343 cm in a microsecond, there and back.
  return echo == 0 ? NOTHING : echo * 0.0343f / 2;
}

void setup() {
  Serial.begin({{baud}});
  pinMode(LEFT_TRIGGER_PIN, OUTPUT);
  pinMode(LEFT_ECHO_PIN, INPUT);
  pinMode(RIGHT_TRIGGER_PIN, OUTPUT);
  pinMode(RIGHT_ECHO_PIN, INPUT);
}

void loop() {
  if (millis() - lastPing >= INTERVAL_MS) {
    lastPing += INTERVAL_MS;
    // One after the other: each would hear the other's echo.
    float left = measureCentimeters(LEFT_TRIGGER_PIN, LEFT_ECHO_PIN);
    float right = measureCentimeters(RIGHT_TRIGGER_PIN, RIGHT_ECHO_PIN);
    float distance = left < right ? left : right;
    if (distance == NOTHING) {
      Serial.println("Nothing in range");
      return;
    }
{{adapt}}
    Serial.print("Nearest: ");
    Serial.print(distance);
    Serial.println(left < right ? " cm left" : " cm right");
{{end}}
  }
}
