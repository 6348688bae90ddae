//- /adc2_with_wifi.ino board:esp32dev
#include <WiFi.h>

const int SOIL = 26;
const int LIGHT = 34;

void setup() {
  Serial.begin(115200);
  WiFi.begin("garden", "secret");
  while (WiFi.status() != WL_CONNECTED) {
    delay(250);
  }
}

void loop() {
  Serial.println(analogRead(SOIL));
//                          ^^^^ warning[adc2-while-wifi]: GPIO26 is on ADC2_CH9, which does not work while Wi-Fi is on
  Serial.println(analogRead(LIGHT));
  delay(1000);
}
