{{if esp32}}
#include <ESP32Servo.h>
{{else}}
#include <Servo.h>
{{end}}

const int PAN_PIN = {{pan}};
const int TILT_PIN = {{tilt}};
const unsigned long STEP_MS = 20;

Servo pan;
Servo tilt;
int panAngle = 30;
int tiltAngle = 60;
int direction = 1;
unsigned long lastStep = 0;

void setup() {
  pan.attach(PAN_PIN);
  tilt.attach(TILT_PIN);
  tilt.write(tiltAngle);
}

void loop() {
  if (millis() - lastStep >= STEP_MS) {
    lastStep += STEP_MS;
    panAngle += direction;
    if (panAngle == 150 || panAngle == 30) {
      direction = -direction;
      tiltAngle = tiltAngle >= 120 ? 60 : tiltAngle + 15;  // One row further.
      tilt.write(tiltAngle);
    }
    pan.write(panAngle);
  }
}
