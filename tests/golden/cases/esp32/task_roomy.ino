//- /task_roomy.ino board:esp32-c3-devkitm-1
void spin(void *) {
  for (;;) delay(5);
}

void setup() {
  xTaskCreate(spin, "spin", 3000, NULL, 1, NULL);
}

void loop() {
}
