//- /header_esp8266.ino board:esp32-s3-devkitc-1 expect:no-compile
#include <ESP8266WiFi.h>
//        ^^^^^^^^^^^^^ error[header-of-other-platform]: ESP8266WiFi.h is not for the ESP32-S3-DevKitC-1

void setup() {
  WiFi.begin("a", "b");
}

void loop() {
}
