const int BUTTON_PIN = {{button}};
const unsigned long DEBOUNCE_MS = 40;

bool isRunning = false;
bool wasPressed = false;
unsigned long lastChange = 0;
unsigned long startedAt = 0;

void setup() {
  Serial.begin({{baud}});
  pinMode(BUTTON_PIN, INPUT_PULLUP);
}

void loop() {
  bool isPressed = digitalRead(BUTTON_PIN) == LOW;
  if (isPressed != wasPressed && millis() - lastChange >= DEBOUNCE_MS) {
    wasPressed = isPressed;
    lastChange = millis();
    if (isPressed && !isRunning) {
      isRunning = true;
      startedAt = millis();
      Serial.println("Started");
    } else if (isPressed) {
      isRunning = false;
{{adapt}}
      Serial.print("Time: ");
      Serial.print((millis() - startedAt) / 1000.0, 2);
      Serial.println(" s");
{{end}}
    }
  }
}
