const int UP_PIN = {{up}};
const int DOWN_PIN = {{down}};
const unsigned long DEBOUNCE_MS = 30;

struct StepKey {
  int pin;
  int step;
  bool wasPressed;
  unsigned long lastChange;
};

StepKey keys[] = { {UP_PIN, 1, false, 0}, {DOWN_PIN, -1, false, 0} };
int number = 0;

void setup() {
  Serial.begin({{baud}});
  pinMode(UP_PIN, INPUT_PULLUP);
  pinMode(DOWN_PIN, INPUT_PULLUP);
}

void loop() {
  for (StepKey& key : keys) {
    bool isPressed = digitalRead(key.pin) == LOW;
    if (isPressed != key.wasPressed && millis() - key.lastChange >= DEBOUNCE_MS) {
      key.wasPressed = isPressed;
      key.lastChange = millis();
      if (isPressed) {
        number += key.step;
{{adapt}}
        Serial.print("Number: ");
        Serial.println(number);
{{end}}
      }
    }
  }
}
