const int LED_PIN = {{led}};
{{if fed}}
{{else}}
const unsigned long FADE_MS = {{fade_ms}};  // From dark to bright.
{{end}}
{{if esp32}}
const int PWM_FREQUENCY = 5000;
const int PWM_BITS = 12;
const unsigned long PWM_MAX = 4095;
{{if esp32@2}}
const int PWM_CHANNEL = 0;
{{end}}
{{else}}
const unsigned long PWM_MAX = 255;
{{end}}

{{if fed}}
void setBrightness(long percent) {
{{if esp32@2}}
  ledcWrite(PWM_CHANNEL, constrain(percent, 0, 100) * PWM_MAX / 100);
{{else}}
{{if esp32}}
  ledcWrite(LED_PIN, constrain(percent, 0, 100) * PWM_MAX / 100);
{{else}}
  analogWrite(LED_PIN, constrain(percent, 0, 100) * PWM_MAX / 100);
{{end}}
{{end}}
}

{{end}}
void setup() {
{{if esp32@2}}
  ledcSetup(PWM_CHANNEL, PWM_FREQUENCY, PWM_BITS);
  ledcAttachPin(LED_PIN, PWM_CHANNEL);
{{else}}
{{if esp32}}
  ledcAttach(LED_PIN, PWM_FREQUENCY, PWM_BITS);
{{else}}
  pinMode(LED_PIN, OUTPUT);
{{end}}
{{end}}
}

void loop() {
{{if fed}}
{{else}}
  unsigned long position = millis() % (2 * FADE_MS);
  unsigned long level = position < FADE_MS ? position : 2 * FADE_MS - position;
{{if esp32@2}}
  ledcWrite(PWM_CHANNEL, level * PWM_MAX / FADE_MS);
{{else}}
{{if esp32}}
  ledcWrite(LED_PIN, level * PWM_MAX / FADE_MS);
{{else}}
  analogWrite(LED_PIN, level * PWM_MAX / FADE_MS);
{{end}}
{{end}}
{{end}}
}
