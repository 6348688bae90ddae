{{if esp32}}
#include <ESP32Servo.h>
{{else}}
#include <Servo.h>
{{end}}

const int KNOB_PIN = {{knob}};
const int SERVO_PIN = {{servo}};
const long ADC_MAX = {{adc_max}};

Servo servo;

void setup() {
  servo.attach(SERVO_PIN);
}

void loop() {
  servo.write(analogRead(KNOB_PIN) * 180L / ADC_MAX);
  delay(15);
}
