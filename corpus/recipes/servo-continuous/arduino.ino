{{if esp32}}
#include <ESP32Servo.h>
{{else}}
#include <Servo.h>
{{end}}

const int SERVO_PIN = {{servo}};
const unsigned long PHASE_MS = {{phase_ms}};
// Microseconds: 1500 stands still, further away is faster.
const int PULSES[] = {1700, 1500, 1300, 1500};

Servo servo;
int phase = 0;
unsigned long lastPhase = 0;

void setup() {
  servo.attach(SERVO_PIN);
  servo.writeMicroseconds(PULSES[phase]);
}

void loop() {
  if (millis() - lastPhase >= PHASE_MS) {
    lastPhase += PHASE_MS;
    phase = (phase + 1) % 4;
    servo.writeMicroseconds(PULSES[phase]);
  }
}
