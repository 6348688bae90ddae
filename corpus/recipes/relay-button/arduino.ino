const int BUTTON_PIN = {{button}};
const int RELAY_PIN = {{relay}};
const int RELAY_ON = {{on_level}};  // LOW for modules that switch on a low level.
const int RELAY_OFF = RELAY_ON == HIGH ? LOW : HIGH;
const unsigned long DEBOUNCE_MS = 40;

bool isOn = false;
bool wasPressed = false;
unsigned long lastChange = 0;

void setup() {
  pinMode(BUTTON_PIN, INPUT_PULLUP);
  digitalWrite(RELAY_PIN, RELAY_OFF);
  pinMode(RELAY_PIN, OUTPUT);
}

void loop() {
  bool isPressed = digitalRead(BUTTON_PIN) == LOW;
  if (isPressed != wasPressed && millis() - lastChange >= DEBOUNCE_MS) {
    wasPressed = isPressed;
    lastChange = millis();
    if (isPressed) {
      isOn = !isOn;
      digitalWrite(RELAY_PIN, isOn ? RELAY_ON : RELAY_OFF);
    }
  }
}
