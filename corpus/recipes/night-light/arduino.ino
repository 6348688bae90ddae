const int SENSOR_PIN = {{sensor}};
const int LED_PIN = {{led}};
const long DARK_READING = {{adc_max}} * {{dark_percent}}L / 100;
const long HYSTERESIS = {{adc_max}} * 5L / 100;  // Keeps the light from flickering at dusk.

bool isOn = false;

void setup() {
  pinMode(LED_PIN, OUTPUT);
}

void loop() {
  long brightness = analogRead(SENSOR_PIN);
  if (!isOn && brightness < DARK_READING) {
    isOn = true;
  } else if (isOn && brightness > DARK_READING + HYSTERESIS) {
    isOn = false;
  }
  digitalWrite(LED_PIN, isOn ? HIGH : LOW);
  delay(100);
}
