const int BUTTON_PIN = {{button}};
const int PRESSED = {{pressed}};  // HIGH with a pull-down resistor, LOW with a pull-up resistor.
const unsigned long DEBOUNCE_MS = 30;

bool isPressed = false;
unsigned long lastChange = 0;

void setup() {
  Serial.begin({{baud}});
  pinMode(BUTTON_PIN, INPUT);  // The resistor outside holds the level.
}

void loop() {
  bool reading = digitalRead(BUTTON_PIN) == PRESSED;
  if (reading != isPressed && millis() - lastChange >= DEBOUNCE_MS) {
    isPressed = reading;
    lastChange = millis();
{{adapt}}
    Serial.println(isPressed ? "{{pressed_text}}" : "{{released_text}}");
{{end}}
  }
}
