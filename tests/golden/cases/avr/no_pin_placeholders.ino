//- /no_pin_placeholders.ino board:uno
#include <Adafruit_NeoPixel.h>

#define BUTTON_PIN -1
#define BACKLIGHT 255

Adafruit_NeoPixel strip(16, 6, NEO_KHZ800);

void setup() {
  if (BUTTON_PIN >= 0) {
    pinMode(BUTTON_PIN, INPUT_PULLUP);
  }
  pinMode(BACKLIGHT, OUTPUT);
  strip.begin();
}

void loop() {
  strip.show();
}
