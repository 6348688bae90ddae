const int PIR_PIN = {{pir}};
const int BUTTON_PIN = {{button}};
const int BUZZER_PIN = {{buzzer}};
const unsigned long DEBOUNCE_MS = 40;
const unsigned long BEEP_MS = 150;

bool isArmed = true;
bool isAlarm = false;
bool wasPressed = false;
unsigned long lastChange = 0;

void setup() {
  Serial.begin({{baud}});
  pinMode(PIR_PIN, INPUT);
  pinMode(BUTTON_PIN, INPUT_PULLUP);
  pinMode(BUZZER_PIN, OUTPUT);
  Serial.println("Armed");
}

void loop() {
  bool isPressed = digitalRead(BUTTON_PIN) == LOW;
  if (isPressed != wasPressed && millis() - lastChange >= DEBOUNCE_MS) {
    wasPressed = isPressed;
    lastChange = millis();
    if (isPressed) {
      isArmed = !isArmed;
      isAlarm = false;
      Serial.println(isArmed ? "Armed" : "Disarmed");
    }
  }
  if (isArmed && !isAlarm && digitalRead(PIR_PIN) == HIGH) {
    isAlarm = true;
    Serial.println("Alarm");
  }
  digitalWrite(BUZZER_PIN, isAlarm && millis() / BEEP_MS % 2 ? HIGH : LOW);
}
