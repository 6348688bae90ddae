#include <Adafruit_NeoPixel.h>

const int STRIP_PIN = {{strip}};
const int N_PIXELS = {{count}};
const unsigned long STEP_MS = {{step_ms}};

Adafruit_NeoPixel pixels(N_PIXELS, STRIP_PIN, NEO_GRB + NEO_KHZ800);
int position = 0;
unsigned long lastStep = 0;

void setup() {
  pixels.begin();
}

void loop() {
  if (millis() - lastStep >= STEP_MS) {
    lastStep += STEP_MS;
    pixels.setPixelColor(position, 0);
    position = (position + 1) % N_PIXELS;
    pixels.setPixelColor(position, pixels.Color({{color}}));
    pixels.show();
  }
}
