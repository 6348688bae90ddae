{{if esp32@2}}
const int PWM_CHANNEL = 0;
{{end}}
const int LED_PIN = {{led}};

unsigned long nextChange = 0;

void setup() {
{{if esp32@3}}
  ledcAttach(LED_PIN, 5000, 8);
{{else}}
{{if esp32@2}}
  ledcSetup(PWM_CHANNEL, 5000, 8);
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
  if ((long)(millis() - nextChange) >= 0) {
    nextChange = millis() + random(30, 120);
    int brightness = random(90, 256);
{{if esp32@3}}
    ledcWrite(LED_PIN, brightness);
{{else}}
{{if esp32@2}}
    ledcWrite(PWM_CHANNEL, brightness);
{{else}}
    analogWrite(LED_PIN, brightness);
{{end}}
{{end}}
  }
}
