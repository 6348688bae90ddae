//- /task_ends.ino board:esp32-s3-devkitc-1
void hello(void *) { digitalWrite(5, HIGH); }
//   ^^^^^ error[task-returns]: the task hello returns

void setup() {
  pinMode(5, OUTPUT);
  xTaskCreate(hello, "hello", 4096, NULL, 1, NULL);
}

void loop() {
}
