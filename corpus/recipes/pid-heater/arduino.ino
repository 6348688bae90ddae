{{if esp32@2}}
const int PWM_CHANNEL = 0;
{{end}}
const int SENSOR_PIN = {{sensor}};
const int HEATER_PIN = {{heater}};
const float TARGET = {{target}};
const float KP = 8;
const float KI = 0.2;
const float KD = 4;
const unsigned long STEP_MS = 200;

float integral = 0;
float lastTemperature = 0;
unsigned long lastStep = 0;

float readTemperature() {
  return analogRead(SENSOR_PIN) * {{supply_mv}}L / {{adc_max}} / 10.0;  // LM35: 10 mV a degree.
}

void writeDuty(int duty) {
{{if esp32@3}}
  ledcWrite(HEATER_PIN, duty);
{{else}}
{{if esp32@2}}
  ledcWrite(PWM_CHANNEL, duty);
{{else}}
  analogWrite(HEATER_PIN, duty);
{{end}}
{{end}}
}

void setup() {
  Serial.begin({{baud}});
{{if esp32@3}}
  ledcAttach(HEATER_PIN, 1000, 8);
{{else}}
{{if esp32@2}}
  ledcSetup(PWM_CHANNEL, 1000, 8);
  ledcAttachPin(HEATER_PIN, PWM_CHANNEL);
{{else}}
  pinMode(HEATER_PIN, OUTPUT);
{{end}}
{{end}}
{{if esp8266}}
  analogWriteRange(255);
{{end}}
  lastTemperature = readTemperature();
}

void loop() {
  if (millis() - lastStep >= STEP_MS) {
    lastStep += STEP_MS;
    float seconds = STEP_MS / 1000.0;
    float temperature = readTemperature();
    float error = TARGET - temperature;
    // The integral stays in the range of the output, or it would take ages to unwind.
    integral = constrain(integral + KI * error * seconds, 0.0, 255.0);
    // The change of the temperature, not of the error: a new target gives no kick.
    float output = KP * error + integral - KD * (temperature - lastTemperature) / seconds;
    lastTemperature = temperature;
    int duty = constrain(output, 0.0, 255.0);
    writeDuty(duty);
{{adapt}}
    Serial.print("Temperature: ");
    Serial.print(temperature, 1);
    Serial.print("  Duty: ");
    Serial.println(duty);
{{end}}
  }
}
