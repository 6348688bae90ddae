const int BUTTON_PIN = {{button}};
const int LED_PIN = {{led}};
const unsigned long DEBOUNCE_MS = {{debounce_ms}};

int lastReading = HIGH;
int buttonState = HIGH;
unsigned long lastChange = 0;
bool isOn = false;

void setup() {
  pinMode(BUTTON_PIN, INPUT_PULLUP);
  pinMode(LED_PIN, OUTPUT);
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
      isOn = !isOn;
      digitalWrite(LED_PIN, isOn ? HIGH : LOW);
    }
  }
}
