#include <AccelStepper.h>

const int STEP_PIN = {{step}};
const int DIR_PIN = {{dir}};
const long DISTANCE = 800;

AccelStepper stepper(1, STEP_PIN, DIR_PIN);  // 1: a step and direction driver.

void setup() {
  stepper.setMaxSpeed(800);
  stepper.setAcceleration(400);
  stepper.moveTo(DISTANCE);
}

void loop() {
  if (stepper.distanceToGo() == 0) {
    stepper.moveTo(-stepper.currentPosition());
  }
  stepper.run();
}
