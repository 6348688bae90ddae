//- /timer_on_3x.ino board:esp32dev runtime:arduino-esp32@3 expect:no-compile
hw_timer_t *timer = NULL;
volatile bool tick = false;

void IRAM_ATTR onTimer() {
  tick = true;
}

void setup() {
  timer = timerBegin(0, 80, true);
//        ^^^^^^^^^^ error[changed-function]: timerBegin takes (frequency) since arduino-esp32@3.0
  timerAttachInterrupt(timer, &onTimer, true);
//^^^^^^^^^^^^^^^^^^^^ error[changed-function]: timerAttachInterrupt takes (timer, userFunc) since arduino-esp32@3.0
  timerAlarmWrite(timer, 1000000, true);
//^^^^^^^^^^^^^^^ error[removed-function]: timerAlarmWrite is gone since arduino-esp32@3.0
  timerAlarmEnable(timer);
//^^^^^^^^^^^^^^^^ error[removed-function]: timerAlarmEnable is gone since arduino-esp32@3.0
}

void loop() {}
