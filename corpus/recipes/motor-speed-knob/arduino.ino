{{if esp32@2}}
const int PWM_CHANNEL = 0;
{{end}}
const int KNOB_PIN = {{knob}};
const int MOTOR_PIN = {{motor}};
const long ADC_MAX = {{adc_max}};
const int LEAST_DUTY = 60;  // Below this the motor only hums.

void setup() {
{{if esp32@3}}
  ledcAttach(MOTOR_PIN, 1000, 8);
{{else}}
{{if esp32@2}}
  ledcSetup(PWM_CHANNEL, 1000, 8);
  ledcAttachPin(MOTOR_PIN, PWM_CHANNEL);
{{else}}
  pinMode(MOTOR_PIN, OUTPUT);
{{end}}
{{end}}
{{if esp8266}}
  analogWriteRange(255);
{{end}}
}

void loop() {
  int duty = analogRead(KNOB_PIN) * 255L / ADC_MAX;
  if (duty < LEAST_DUTY) {
    duty = 0;
  }
{{if esp32@3}}
  ledcWrite(MOTOR_PIN, duty);
{{else}}
{{if esp32@2}}
  ledcWrite(PWM_CHANNEL, duty);
{{else}}
  analogWrite(MOTOR_PIN, duty);
{{end}}
{{end}}
  delay(20);
}
