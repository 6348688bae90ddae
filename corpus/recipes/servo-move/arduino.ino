{{if esp32}}
#include <ESP32Servo.h>
{{else}}
#include <Servo.h>
{{end}}

const int SERVO_PIN = {{servo}};
const int ANGLE = {{angle}};
{{if fed}}
const int REST_ANGLE = {{rest_angle}};
const unsigned long HOLD_MS = {{hold_ms}};
{{end}}

Servo servo;
{{if fed}}
bool isHolding = false;
unsigned long holdStart = 0;

void moveServo(bool on) {
  servo.write(on ? ANGLE : REST_ANGLE);
}

// Goes back by itself.
void openForAWhile() {
  moveServo(true);
  isHolding = true;
  holdStart = millis();
}
{{end}}

void setup() {
  servo.attach(SERVO_PIN);
{{if fed}}
  moveServo(false);
{{else}}
  servo.write(ANGLE);
{{end}}
}

void loop() {
{{if fed}}
  if (isHolding && millis() - holdStart >= HOLD_MS) {
    isHolding = false;
    moveServo(false);
  }
{{end}}
}
