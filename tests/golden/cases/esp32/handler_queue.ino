//- /handler_queue.ino board:esp32dev
SemaphoreHandle_t ready;

void IRAM_ATTR edge() { xSemaphoreTake(ready, 0); }
//                      ^^^^^^^^^^^^^^ error[rtos-call-in-interrupt]: xSemaphoreTake aborts inside the interrupt handler edge

void setup() {
  ready = xSemaphoreCreateBinary();
  attachInterrupt(27, edge, RISING);
}

void loop() {
}
