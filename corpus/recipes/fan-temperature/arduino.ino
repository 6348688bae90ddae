{{if esp32@2}}
const int PWM_CHANNEL = 0;
{{end}}
const int SENSOR_PIN = {{sensor}};
const int FAN_PIN = {{fan}};
const int COOL = {{cool}};
const int HOT = {{hot}};
const unsigned long INTERVAL_MS = 500;

unsigned long lastReading = 0;

void setup() {
{{if esp32@3}}
  ledcAttach(FAN_PIN, 1000, 8);
{{else}}
{{if esp32@2}}
  ledcSetup(PWM_CHANNEL, 1000, 8);
  ledcAttachPin(FAN_PIN, PWM_CHANNEL);
{{else}}
  pinMode(FAN_PIN, OUTPUT);
{{end}}
{{end}}
{{if esp8266}}
  analogWriteRange(255);
{{end}}
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    int temperature = analogRead(SENSOR_PIN) * {{supply_mv}}L / {{adc_max}} / 10;  // LM35: 10 mV a degree.
    int duty = constrain(map(temperature, COOL, HOT, 0, 255), 0, 255);
{{if esp32@3}}
    ledcWrite(FAN_PIN, duty);
{{else}}
{{if esp32@2}}
    ledcWrite(PWM_CHANNEL, duty);
{{else}}
    analogWrite(FAN_PIN, duty);
{{end}}
{{end}}
  }
}
