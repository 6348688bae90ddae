{{if esp32}}
#include <ESP32Servo.h>
{{else}}
#include <Servo.h>
{{end}}

const int ESC_PIN = {{esc}};
const int STOP_US = 1000;
const int CRUISE_US = 1200;
const unsigned long ARM_MS = 3000;
const unsigned long STEP_MS = 20;

Servo esc;
int pulse = STOP_US;
unsigned long lastStep = 0;

void setup() {
  esc.attach(ESC_PIN);
  esc.writeMicroseconds(STOP_US);
  delay(ARM_MS);  // The ESC arms when the throttle is down.
}

void loop() {
  if (millis() - lastStep >= STEP_MS && pulse < CRUISE_US) {
    lastStep = millis();
    pulse++;
    esc.writeMicroseconds(pulse);
  }
}
