const int BUZZER_PIN = {{buzzer}};
{{if fed}}
{{else}}
const int BEEPS = {{beeps}};
const unsigned long BEEP_MS = 100;
const unsigned long PAUSE_MS = 1000;
{{end}}

{{if fed}}
void switchBuzzer(bool on) {
  digitalWrite(BUZZER_PIN, on ? HIGH : LOW);
}
{{else}}
int changes = 0;
unsigned long lastChange = 0;
{{end}}

void setup() {
  pinMode(BUZZER_PIN, OUTPUT);
}

void loop() {
{{if fed}}
{{else}}
  unsigned long wait = changes == 0 ? PAUSE_MS : BEEP_MS;
  if (millis() - lastChange >= wait) {
    lastChange = millis();
    changes = (changes + 1) % (2 * BEEPS);
    digitalWrite(BUZZER_PIN, changes % 2 ? HIGH : LOW);
  }
{{end}}
}
