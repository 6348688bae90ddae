const int X_PIN = {{x}};
const int Y_PIN = {{y}};
const int BUTTON_PIN = {{button}};
const unsigned long INTERVAL_MS = {{interval_ms}};
const long ADC_MAX = {{adc_max}};

unsigned long lastReading = 0;

// From -100 to 100.
int readAxis(int pin) {
  return analogRead(pin) * 200L / ADC_MAX - 100;
}

void setup() {
  Serial.begin({{baud}});
  pinMode(BUTTON_PIN, INPUT_PULLUP);
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    int x = readAxis(X_PIN);
    int y = readAxis(Y_PIN);
{{adapt}}
    Serial.print("x: ");
    Serial.print(x);
    Serial.print("  y: ");
    Serial.print(y);
    Serial.println(digitalRead(BUTTON_PIN) == LOW ? "  pressed" : "");
{{end}}
  }
}
