#include <Adafruit_NeoPixel.h>

const int SENSOR_PIN = {{sensor}};
const int STRIP_PIN = {{strip}};
const int N_PIXELS = {{count}};
const long ADC_MAX = {{adc_max}};
const unsigned long STEP_MS = 30;

Adafruit_NeoPixel pixels(N_PIXELS, STRIP_PIN, NEO_GRB + NEO_KHZ800);
unsigned long lastStep = 0;

void setup() {
  pixels.begin();
}

void loop() {
  if (millis() - lastStep >= STEP_MS) {
    lastStep += STEP_MS;
    int level = (long)analogRead(SENSOR_PIN) * (N_PIXELS + 1) / (ADC_MAX + 1);
    for (int i = 0; i < N_PIXELS; i++) {
      // Green below, red at the top.
      int red = i * 80 / (N_PIXELS - 1);
      pixels.setPixelColor(i, i < level ? pixels.Color(red, 80 - red, 0) : 0);
    }
    pixels.show();
  }
}
