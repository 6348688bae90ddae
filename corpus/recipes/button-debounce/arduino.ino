const int BUTTON_PIN = {{button}};
{{if taken}}
{{else}}
const int LED_PIN = {{led}};
{{end}}
const unsigned long DEBOUNCE_MS = {{debounce_ms}};

int lastReading = HIGH;
int buttonState = HIGH;
unsigned long lastChange = 0;
{{if taken}}
{{else}}
bool isOn = false;
{{end}}

void setup() {
{{if taken}}
  Serial.begin(115200);
{{end}}
  pinMode(BUTTON_PIN, INPUT_PULLUP);
{{if taken}}
{{else}}
  pinMode(LED_PIN, OUTPUT);
{{end}}
}

void loop() {
  int reading = digitalRead(BUTTON_PIN);
  if (reading != lastReading) {
    lastReading = reading;
    lastChange = millis();
  }
  // The reading counts once it has been stable for long enough.
  if (reading != buttonState && millis() - lastChange >= DEBOUNCE_MS) {
    buttonState = reading;
    if (buttonState == LOW) {
{{out}}
{{if taken}}
      Serial.println("Pressed");
{{else}}
      isOn = !isOn;
      digitalWrite(LED_PIN, isOn ? HIGH : LOW);
{{end}}
{{end}}
    }
  }
}
