//- /task_deletes.ino board:esp32-s3-devkitc-1
void hello(void *) {
  digitalWrite(5, HIGH);
  vTaskDelete(NULL);
}

void setup() {
  pinMode(5, OUTPUT);
  xTaskCreate(hello, "hello", 4096, NULL, 1, NULL);
}

void loop() {
}
