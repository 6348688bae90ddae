const int BUTTON_PIN = {{button}};
const unsigned long LONG_MS = {{long_ms}};
const unsigned long DEBOUNCE_MS = 30;

bool isDown = false;
bool isReported = false;
unsigned long downSince = 0;

void setup() {
  Serial.begin({{baud}});
  pinMode(BUTTON_PIN, INPUT_PULLUP);
}

void loop() {
  bool isPressed = digitalRead(BUTTON_PIN) == LOW;
  unsigned long held = millis() - downSince;
  if (isPressed && !isDown) {
    isDown = true;
    isReported = false;
    downSince = millis();
  } else if (isDown && isPressed && !isReported && held >= LONG_MS) {
    isReported = true;
{{out}}
    Serial.println("Long press");
{{end}}
  } else if (isDown && !isPressed && held >= DEBOUNCE_MS) {
    isDown = false;
    if (!isReported) {
      Serial.println("Short press");
    }
  }
}
