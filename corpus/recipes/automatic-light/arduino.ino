const int PIR_PIN = {{pir}};
const int LDR_PIN = {{ldr}};
const int LAMP_PIN = {{lamp}};
const long ADC_MAX = {{adc_max}};
const int DARK_PERCENT = 30;
const unsigned long ON_MS = {{on_ms}};

bool isOn = false;
unsigned long lastMotion = 0;

void setup() {
  pinMode(PIR_PIN, INPUT);
  pinMode(LAMP_PIN, OUTPUT);
}

void loop() {
  if (digitalRead(PIR_PIN) == HIGH) {
    lastMotion = millis();
    // Once on, the lamp itself makes the room bright.
    if (!isOn && analogRead(LDR_PIN) * 100L / ADC_MAX < DARK_PERCENT) {
      isOn = true;
    }
  }
  if (isOn && millis() - lastMotion >= ON_MS) {
    isOn = false;
  }
  digitalWrite(LAMP_PIN, isOn ? HIGH : LOW);
}
