const int KNOB_PIN = {{knob}};
const int LED_PIN = {{led}};
const unsigned long FLASH_MS = {{flash_ms}};
const unsigned long SLOWEST_MS = 500;
const unsigned long FASTEST_MS = 40;
const unsigned long ADC_MAX = {{adc_max}};

unsigned long lastFlash = 0;
bool isOn = false;

void setup() {
  pinMode(LED_PIN, OUTPUT);
}

void loop() {
  unsigned long sinceFlash = millis() - lastFlash;
  if (isOn && sinceFlash >= FLASH_MS) {
    isOn = false;
    digitalWrite(LED_PIN, LOW);
  }
  unsigned long period = SLOWEST_MS - analogRead(KNOB_PIN) * (SLOWEST_MS - FASTEST_MS) / ADC_MAX;
  if (sinceFlash >= period) {
    lastFlash = millis();
    isOn = true;
    digitalWrite(LED_PIN, HIGH);
  }
}
