{{if fed}}
{{else}}
const int SENSOR_PIN = {{sensor}};
{{end}}
const int LED_PINS[] = { {{led1}}, {{led2}}, {{led3}}, {{led4}} };
const int N_LEDS = 4;
{{if fed}}
{{else}}
const long ADC_MAX = {{adc_max}};
{{end}}

void showLevel(long level) {
  for (int i = 0; i < N_LEDS; i++) {
    digitalWrite(LED_PINS[i], i < level ? HIGH : LOW);
  }
}

void setup() {
  for (int i = 0; i < N_LEDS; i++) {
    pinMode(LED_PINS[i], OUTPUT);
  }
}

void loop() {
{{if fed}}
{{else}}
  showLevel(analogRead(SENSOR_PIN) * (N_LEDS + 1L) / (ADC_MAX + 1));
  delay(20);
{{end}}
}
