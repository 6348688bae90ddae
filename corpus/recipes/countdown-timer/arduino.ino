const int BUTTON_PIN = {{button}};
const int BUZZER_PIN = {{buzzer}};
const unsigned long COUNTDOWN_S = {{seconds}};
const unsigned long BEEP_MS = 2000;

unsigned long remaining = 0;
unsigned long lastSecond = 0;
unsigned long beepSince = 0;
bool isBeeping = false;

void setup() {
  Serial.begin({{baud}});
  pinMode(BUTTON_PIN, INPUT_PULLUP);
  pinMode(BUZZER_PIN, OUTPUT);
}

void loop() {
  if (remaining == 0 && digitalRead(BUTTON_PIN) == LOW) {
    remaining = COUNTDOWN_S;
    lastSecond = millis();
  }
  if (remaining > 0 && millis() - lastSecond >= 1000) {
    lastSecond += 1000;
    remaining--;
    Serial.println(remaining);
    if (remaining == 0) {
      isBeeping = true;
      beepSince = millis();
      digitalWrite(BUZZER_PIN, HIGH);
    }
  }
  if (isBeeping && millis() - beepSince >= BEEP_MS) {
    isBeeping = false;
    digitalWrite(BUZZER_PIN, LOW);
  }
}
