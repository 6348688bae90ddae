const int SENSOR_PIN = {{sensor}};
{{if taken}}
{{else}}
const int LED_PIN = {{led}};
{{end}}
const long DARK_READING = {{adc_max}} * {{dark_percent}}L / 100;
const long HYSTERESIS = {{adc_max}} * 5L / 100;  // Keeps the light from flickering at dusk.

bool isOn = false;

void setup() {
{{if taken}}
  Serial.begin(115200);
{{else}}
  pinMode(LED_PIN, OUTPUT);
{{end}}
}

void loop() {
  long brightness = analogRead(SENSOR_PIN);
  if (!isOn && brightness < DARK_READING) {
    isOn = true;
  } else if (isOn && brightness > DARK_READING + HYSTERESIS) {
    isOn = false;
  }
{{out}}
{{if taken}}
  Serial.println(brightness);
{{else}}
  digitalWrite(LED_PIN, isOn ? HIGH : LOW);
{{end}}
{{end}}
  delay(100);
}
