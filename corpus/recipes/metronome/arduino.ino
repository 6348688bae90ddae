const int KNOB_PIN = {{knob}};
const int BUZZER_PIN = {{buzzer}};
const long ADC_MAX = {{adc_max}};
const unsigned long CLICK_MS = 20;

unsigned long lastBeat = 0;

void setup() {
  pinMode(BUZZER_PIN, OUTPUT);
}

void loop() {
  unsigned long bpm = 40 + analogRead(KNOB_PIN) * 168L / ADC_MAX;
  unsigned long elapsed = millis() - lastBeat;
  if (elapsed >= 60000 / bpm) {
    lastBeat = millis();
    digitalWrite(BUZZER_PIN, HIGH);
  } else if (elapsed >= CLICK_MS) {
    digitalWrite(BUZZER_PIN, LOW);
  }
}
