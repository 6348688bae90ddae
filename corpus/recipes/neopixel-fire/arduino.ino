#include <Adafruit_NeoPixel.h>

const int STRIP_PIN = {{strip}};
const int N_PIXELS = {{count}};
const unsigned long STEP_MS = 60;

Adafruit_NeoPixel pixels(N_PIXELS, STRIP_PIN, NEO_GRB + NEO_KHZ800);
unsigned long lastStep = 0;

void setup() {
  pixels.begin();
}

void loop() {
  if (millis() - lastStep >= STEP_MS) {
    lastStep += STEP_MS;
    for (int i = 0; i < N_PIXELS; i++) {
      int heat = random(40, 160);
      // Hot is yellow, cool is red.
      pixels.setPixelColor(i, pixels.Color(heat, heat * heat / 500, 0));
    }
    pixels.show();
  }
}
