const int SENSOR_PIN = {{sensor}};
const int OUTPUT_PIN = {{output}};
const long ADC_MAX = {{adc_max}};
const int ON_PERCENT = {{on_percent}};
const int OFF_PERCENT = {{off_percent}};

bool isOn = false;

void setup() {
  pinMode(OUTPUT_PIN, OUTPUT);
}

void loop() {
  int percent = analogRead(SENSOR_PIN) * 100L / ADC_MAX;
  if (percent >= ON_PERCENT) {
    isOn = true;
  } else if (percent < OFF_PERCENT) {
    isOn = false;
  }
  digitalWrite(OUTPUT_PIN, isOn ? HIGH : LOW);
  delay(10);
}
