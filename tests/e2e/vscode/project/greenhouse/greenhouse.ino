// Waters the greenhouse when the soil is dry.
#include <WiFi.h>

const int PUMP = 34;    // relay of the pump
const int SOIL = 35;    // soil moisture, voltage divider
const int FAN = 25;     // MOSFET gate
const int BUTTON = 27;  // to ground

void setup() {
  Serial.begin(115200);
  pinMode(PUMP, OUTPUT);
  pinMode(FAN, OUTPUT);
  pinMode(BUTTON, INPUT_PULLUP);
}

void loop() {
  int soil = analogRead(SOIL);
  digitalWrite(PUMP, soil < 1500 ? HIGH : LOW);
  analogWrite(FAN, soil / 16);
  delay(1000);
}
