//- /task_narrow.ino board:esp32-c3-devkitm-1
void spin(void *) {
  for (;;) delay(5);
}

void setup() {
  xTaskCreate(spin, "spin", 300, NULL, 1, NULL);
//                          ^^^ warning[task-stack-too-small]: 300 bytes of stack are too few
}

void loop() {
}
