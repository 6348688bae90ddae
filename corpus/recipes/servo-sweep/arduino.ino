{{if esp32}}
#include <ESP32Servo.h>
{{else}}
#include <Servo.h>
{{end}}

const int SERVO_PIN = {{servo}};
const int FIRST_ANGLE = {{first_angle}};
const int LAST_ANGLE = {{last_angle}};
const unsigned long STEP_MS = {{step_ms}};

Servo servo;
int angle = FIRST_ANGLE;
int direction = 1;
unsigned long lastStep = 0;

void setup() {
  servo.attach(SERVO_PIN);
  servo.write(angle);
}

void loop() {
  if (millis() - lastStep >= STEP_MS) {
    lastStep += STEP_MS;
    if (angle >= LAST_ANGLE) {
      direction = -1;
    } else if (angle <= FIRST_ANGLE) {
      direction = 1;
    }
    angle += direction;
    servo.write(angle);
  }
}
