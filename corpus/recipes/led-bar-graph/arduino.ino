const int SENSOR_PIN = {{sensor}};
const int LED_PINS[] = { {{led1}}, {{led2}}, {{led3}}, {{led4}} };
const int N_LEDS = 4;
const long ADC_MAX = {{adc_max}};

void setup() {
  for (int i = 0; i < N_LEDS; i++) {
    pinMode(LED_PINS[i], OUTPUT);
  }
}

void loop() {
  int level = analogRead(SENSOR_PIN) * (N_LEDS + 1L) / (ADC_MAX + 1);
  for (int i = 0; i < N_LEDS; i++) {
    digitalWrite(LED_PINS[i], i < level ? HIGH : LOW);
  }
  delay(20);
}
