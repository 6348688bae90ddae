//- /touch.ino board:esp32dev
void setup() {
  Serial.begin(115200);
}

void loop() {
  Serial.println(touchRead(T0));
  Serial.println(touchRead(33));
  Serial.println(touchRead(25));
//                         ^^ error[touch-on-plain-pin]: GPIO25 of the ESP32 DevKitC has no touch channel
  delay(100);
}
