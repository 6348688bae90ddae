const int TRIGGER_PIN = {{trigger}};
const int ECHO_PIN = {{echo}};
const int SPEAKER_PIN = {{speaker}};

void setup() {
  pinMode(TRIGGER_PIN, OUTPUT);
  pinMode(ECHO_PIN, INPUT);
}

void loop() {
  digitalWrite(TRIGGER_PIN, HIGH);
  delayMicroseconds(10);
  digitalWrite(TRIGGER_PIN, LOW);
  unsigned long distance = pulseIn(ECHO_PIN, HIGH, 6000) / 58;
  if (distance >= 3 && distance <= 60) {
    tone(SPEAKER_PIN, 1400 - distance * 20);
  } else {
    noTone(SPEAKER_PIN);
  }
  delay(30);
}
