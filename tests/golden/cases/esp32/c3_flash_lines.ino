//- /c3_flash_lines.ino board:esp32-c3-devkitm-1
void setup() {
  pinMode(12, OUTPUT);
  pinMode(15, OUTPUT);
}

void loop() {
  delay(10);
}
