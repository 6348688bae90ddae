const int OUT_PIN = {{out}};
{{if asked.kilohertz}}
const long FREQUENCY = {{kilohertz}} * 1000;
{{else}}
const long FREQUENCY = 1000000 / {{period_us}};
{{end}}
const int DUTY_PERCENT = {{duty}};
{{if esp32}}
const int BITS = 8;
{{end}}
const int MAX_DUTY = 255;
{{if esp32@2}}
const int CHANNEL = 0;
{{end}}

void setup() {
{{if esp32@3}}
  ledcAttach(OUT_PIN, FREQUENCY, BITS);
  ledcWrite(OUT_PIN, MAX_DUTY * DUTY_PERCENT / 100);
{{else}}
{{if esp32@2}}
  ledcSetup(CHANNEL, FREQUENCY, BITS);
  ledcAttachPin(OUT_PIN, CHANNEL);
  ledcWrite(CHANNEL, MAX_DUTY * DUTY_PERCENT / 100);
{{else}}
  pinMode(OUT_PIN, OUTPUT);
  analogWriteFreq(FREQUENCY);
  analogWriteRange(MAX_DUTY);
  analogWrite(OUT_PIN, MAX_DUTY * DUTY_PERCENT / 100);
{{end}}
{{end}}
}

void loop() {
}
