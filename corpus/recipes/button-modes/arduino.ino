const int BUTTON_PIN = {{button}};
const int LED_PIN = {{led}};
const unsigned long DEBOUNCE_MS = 30;

enum Mode { OFF_MODE, ON_MODE, SLOW_MODE, FAST_MODE, N_MODES };

int mode = OFF_MODE;
bool wasPressed = false;
unsigned long lastChange = 0;

void setup() {
  pinMode(BUTTON_PIN, INPUT_PULLUP);
  pinMode(LED_PIN, OUTPUT);
}

void loop() {
  bool isPressed = digitalRead(BUTTON_PIN) == LOW;
  if (isPressed != wasPressed && millis() - lastChange >= DEBOUNCE_MS) {
    wasPressed = isPressed;
    lastChange = millis();
    if (isPressed) {
      mode = (mode + 1) % N_MODES;
    }
  }
  switch (mode) {
    case OFF_MODE:
      digitalWrite(LED_PIN, LOW);
      break;
    case ON_MODE:
      digitalWrite(LED_PIN, HIGH);
      break;
    case SLOW_MODE:
      digitalWrite(LED_PIN, millis() / 500 % 2 ? HIGH : LOW);
      break;
    case FAST_MODE:
      digitalWrite(LED_PIN, millis() / 100 % 2 ? HIGH : LOW);
      break;
  }
}
