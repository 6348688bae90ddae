const int BUZZER_PIN = {{buzzer}};
const int BEEPS = {{beeps}};
const unsigned long BEEP_MS = 100;
const unsigned long PAUSE_MS = 1000;

int changes = 0;
unsigned long lastChange = 0;

void setup() {
  pinMode(BUZZER_PIN, OUTPUT);
}

void loop() {
  unsigned long wait = changes == 0 ? PAUSE_MS : BEEP_MS;
  if (millis() - lastChange >= wait) {
    lastChange = millis();
    changes = (changes + 1) % (2 * BEEPS);
    digitalWrite(BUZZER_PIN, changes % 2 ? HIGH : LOW);
  }
}
