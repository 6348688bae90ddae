const int BUTTON_PIN = {{button}};
const unsigned long GAP_MS = {{gap_ms}};  // A second click comes sooner than this.
const unsigned long DEBOUNCE_MS = 30;

bool wasPressed = false;
int clicks = 0;
unsigned long lastChange = 0;

void setup() {
  Serial.begin({{baud}});
  pinMode(BUTTON_PIN, INPUT_PULLUP);
}

void loop() {
  bool isPressed = digitalRead(BUTTON_PIN) == LOW;
  unsigned long sinceChange = millis() - lastChange;
  if (isPressed != wasPressed && sinceChange >= DEBOUNCE_MS) {
    wasPressed = isPressed;
    lastChange = millis();
    clicks += isPressed;
  } else if (clicks > 0 && !isPressed && sinceChange >= GAP_MS) {
    Serial.println(clicks == 1 ? "Click" : "Double click");
    clicks = 0;
  }
}
