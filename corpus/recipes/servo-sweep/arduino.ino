{{if esp32}}
#include <ESP32Servo.h>
{{else}}
#include <Servo.h>
{{end}}

const int SERVO_PIN = {{servo}};
{{if fed}}

Servo servo;

void turnServo(long angle) {
  servo.write(constrain(angle, 0L, 180L));
}
{{else}}
const int FIRST_ANGLE = {{first_angle}};
const int LAST_ANGLE = {{last_angle}};
const unsigned long STEP_MS = {{step_ms}};

Servo servo;
int angle = FIRST_ANGLE;
int direction = 1;
unsigned long lastStep = 0;
{{end}}

void setup() {
  servo.attach(SERVO_PIN);
{{if fed}}
{{else}}
  servo.write(angle);
{{end}}
}

void loop() {
{{if fed}}
{{else}}
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
{{end}}
}
