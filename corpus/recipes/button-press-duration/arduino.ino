const int BUTTON_PIN = {{button}};
const unsigned long DEBOUNCE_MS = 20;

bool wasPressed = false;
unsigned long lastChange = 0;

void setup() {
  Serial.begin({{baud}});
  pinMode(BUTTON_PIN, INPUT_PULLUP);
}

void loop() {
  bool isPressed = digitalRead(BUTTON_PIN) == LOW;
  unsigned long duration = millis() - lastChange;
  if (isPressed != wasPressed && duration >= DEBOUNCE_MS) {
    wasPressed = isPressed;
    lastChange = millis();
    if (!isPressed) {
{{adapt}}
      Serial.print("Pressed for ");
      Serial.print(duration);
      Serial.println(" ms");
{{end}}
    }
  }
}
