// What Boardwise finds before the board does.
#include <WiFi.h>

#define LAMP 34
const int DOOR = 6;
const int BATTERY = 13;

void setup() {
  Serial.begin(115200);
  WiFi.begin("home", "secret");
  pinMode(LAMP, OUTPUT);
  pinMode(DOOR, INPUT_PULLUP);
  ledcSetup(0, 5000, 8);
  ledcAttachPin(LAMP, 0);
}

void loop() {
  Serial.println(analogRead(BATTERY));
  delay(1000);
}
