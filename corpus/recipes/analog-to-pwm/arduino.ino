const int KNOB_PIN = {{knob}};
const int LED_PIN = {{led}};
const long ADC_MAX = {{adc_max}};

void setup() {
  pinMode(LED_PIN, OUTPUT);
}

void loop() {
  long reading = analogRead(KNOB_PIN);
  analogWrite(LED_PIN, reading * 255 / ADC_MAX);
  delay(10);
}
