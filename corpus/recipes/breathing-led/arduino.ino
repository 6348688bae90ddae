{{if esp32}}
const int PWM_FREQUENCY = 5000;
const int PWM_BITS = 8;
{{end}}
{{if esp32@2}}
const int PWM_CHANNEL = 0;
{{end}}
const int LED_PIN = {{led}};
const unsigned long BREATH_MS = {{breath_ms}};  // In and out.
const unsigned long STEP_MS = 10;

unsigned long lastStep = 0;

void writeBrightness(int duty) {
{{if esp32@3}}
  ledcWrite(LED_PIN, duty);
{{else}}
{{if esp32@2}}
  ledcWrite(PWM_CHANNEL, duty);
{{else}}
  analogWrite(LED_PIN, duty);
{{end}}
{{end}}
}

void setup() {
{{if esp32@3}}
  ledcAttach(LED_PIN, PWM_FREQUENCY, PWM_BITS);
{{else}}
{{if esp32@2}}
  ledcSetup(PWM_CHANNEL, PWM_FREQUENCY, PWM_BITS);
  ledcAttachPin(LED_PIN, PWM_CHANNEL);
{{else}}
  pinMode(LED_PIN, OUTPUT);
{{end}}
{{end}}
{{if esp8266}}
  analogWriteRange(255);
{{end}}
}

void loop() {
  if (millis() - lastStep >= STEP_MS) {
    lastStep += STEP_MS;
    unsigned long phase = millis() % BREATH_MS;
    unsigned long half = BREATH_MS / 2;
    unsigned long ramp = phase < half ? phase : BREATH_MS - phase;
    // The eye sees ratios: the square of a ramp looks even.
    unsigned long level = ramp * 255 / half;
    writeBrightness(level * level / 255);
  }
}
