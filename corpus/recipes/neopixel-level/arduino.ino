#include <Adafruit_NeoPixel.h>

{{if fed}}
{{else}}
const int SENSOR_PIN = {{sensor}};
{{end}}
const int STRIP_PIN = {{strip}};
const int N_PIXELS = {{count}};
{{if fed}}
{{else}}
const long ADC_MAX = {{adc_max}};
const unsigned long STEP_MS = 30;
{{end}}

Adafruit_NeoPixel pixels(N_PIXELS, STRIP_PIN, NEO_GRB + NEO_KHZ800);
{{if fed}}
{{else}}
unsigned long lastStep = 0;
{{end}}

void showLevel(long level) {
  for (int i = 0; i < N_PIXELS; i++) {
    // Green below, red at the top.
    int red = N_PIXELS > 1 ? i * 80 / (N_PIXELS - 1) : 0;
    pixels.setPixelColor(i, i < level ? pixels.Color(red, 80 - red, 0) : 0);
  }
  pixels.show();
}

void setup() {
  pixels.begin();
}

void loop() {
{{if fed}}
{{else}}
  if (millis() - lastStep >= STEP_MS) {
    lastStep += STEP_MS;
    showLevel((long)analogRead(SENSOR_PIN) * (N_PIXELS + 1) / (ADC_MAX + 1));
  }
{{end}}
}
