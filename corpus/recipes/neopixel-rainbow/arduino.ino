#include <Adafruit_NeoPixel.h>

const int STRIP_PIN = {{strip}};
const int N_PIXELS = {{count}};
const int BRIGHTNESS = {{brightness}};
const unsigned long STEP_MS = {{step_ms}};

Adafruit_NeoPixel pixels(N_PIXELS, STRIP_PIN, NEO_GRB + NEO_KHZ800);
uint16_t firstHue = 0;
unsigned long lastStep = 0;

void setup() {
  pixels.begin();
  pixels.setBrightness(BRIGHTNESS);
}

void loop() {
  if (millis() - lastStep >= STEP_MS) {
    lastStep += STEP_MS;
    firstHue += 256;
    for (int i = 0; i < N_PIXELS; i++) {
      // The hue circle has 65536 steps; spread it over the strip.
      uint16_t hue = firstHue + i * 65536L / N_PIXELS;
      pixels.setPixelColor(i, pixels.ColorHSV(hue));
    }
    pixels.show();
  }
}
