//- /c3_flash_lines.ino board:esp32-c3-devkitm-1
void setup() {
  pinMode(12, OUTPUT);
//        ^^ warning[flash-pin-used]: GPIO12 of the ESP32-C3-DevKitM-1 is wired to the flash chip
  pinMode(15, OUTPUT);
//        ^^ error[flash-pin-used]: GPIO15 of the ESP32-C3-DevKitM-1 is wired to the flash chip
}

void loop() {
  delay(10);
}
