//- /new_timer_on_3x.ino board:esp32dev runtime:arduino-esp32@3
hw_timer_t *timer = NULL;
volatile bool tick = false;

void ARDUINO_ISR_ATTR onTimer() {
  tick = true;
}

void setup() {
  timer = timerBegin(1000000);
  timerAttachInterrupt(timer, &onTimer);
  timerAlarm(timer, 1000000, true, 0);
}

void loop() {}
