// A night light: when it is dark and the button was pressed, fade the lamp in.
#include <WiFi.h>

const int LAMP = 25;      // MOSFET gate of the lamp
const int BUTTON = 27;    // to ground
const int LIGHT = 34;     // light sensor, voltage divider

volatile bool pressed = false;

void IRAM_ATTR onPress() {
  pressed = true;
}

void setup() {
  Serial.begin(115200);
  pinMode(BUTTON, INPUT_PULLUP);
  pinMode(
  attachInterrupt(digitalPinToInterrupt(BUTTON), onPress, FALLING);
}

void loop() {
  int light = analogRead(LIGHT);
  if (pressed && light < 800) {
    pressed = false;
    for (int duty = 0; duty < 256; duty++) {
      analogWrite(LAMP, duty);
      delay(8);
    }
  }
}
