//- /s3_rgb_led.ino board:esp32-s3-devkitc-1
void setup() {}

void loop() {
  neopixelWrite(RGB_BUILTIN, 0, 32, 0);
  delay(500);
  digitalWrite(RGB_BUILTIN, LOW);
  delay(500);
}
