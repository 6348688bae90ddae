{{if esp32}}
#include <USB.h>
#include <USBHIDKeyboard.h>
{{else}}
#include <Keyboard.h>
{{end}}

const char* TEXT = "{{text}}";
{{if fed}}
{{else}}
const int BUTTON_PIN = {{button}};
const unsigned long DEBOUNCE_MS = 40;
{{end}}

{{if esp32}}
USBHIDKeyboard Keyboard;
{{end}}
{{if fed}}
{{else}}
bool wasPressed = false;
unsigned long lastChange = 0;
{{end}}

void typeText() {
  Keyboard.print(TEXT);
}

void setup() {
{{if fed}}
{{else}}
  pinMode(BUTTON_PIN, INPUT_PULLUP);
{{end}}
  Keyboard.begin();
{{if esp32}}
  USB.begin();
{{end}}
}

void loop() {
{{if fed}}
{{else}}
  bool isPressed = digitalRead(BUTTON_PIN) == LOW;
  if (isPressed != wasPressed && millis() - lastChange >= DEBOUNCE_MS) {
    wasPressed = isPressed;
    lastChange = millis();
    if (isPressed) {
      typeText();
    }
  }
{{end}}
}
