const int FIRST_PIN = {{first}};
const int SECOND_PIN = {{second}};
const unsigned long FAST_MS = {{fast_ms}};
const unsigned long SLOW_MS = {{slow_ms}};

struct Blinker {
  int pin;
  unsigned long interval;
  unsigned long last;
  bool isOn;
};

Blinker blinkers[] = {
  {FIRST_PIN, FAST_MS, 0, false},
  {SECOND_PIN, SLOW_MS, 0, false},
};

void setup() {
  pinMode(FIRST_PIN, OUTPUT);
  pinMode(SECOND_PIN, OUTPUT);
}

void loop() {
  for (Blinker& it : blinkers) {
    if (millis() - it.last >= it.interval) {
      it.last += it.interval;
      it.isOn = !it.isOn;
      digitalWrite(it.pin, it.isOn ? HIGH : LOW);
    }
  }
}
