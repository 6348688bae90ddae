const int BUTTON_PIN = {{button}};
const int OUTPUT_PIN = {{output}};
const unsigned long ON_MS = {{on_ms}};

bool isOn = false;
unsigned long onSince = 0;

void setup() {
  pinMode(BUTTON_PIN, INPUT_PULLUP);
  pinMode(OUTPUT_PIN, OUTPUT);
}

void loop() {
  if (digitalRead(BUTTON_PIN) == LOW) {
    isOn = true;
    onSince = millis();
  } else if (isOn && millis() - onSince >= ON_MS) {
    isOn = false;
  }
  digitalWrite(OUTPUT_PIN, isOn ? HIGH : LOW);
}
