#include <Adafruit_NeoPixel.h>

const int STRIP_PIN = {{strip}};
const int N_PIXELS = {{count}};

Adafruit_NeoPixel pixels(N_PIXELS, STRIP_PIN, NEO_GRB + NEO_KHZ800);

void setup() {
  pixels.begin();
{{if asked.color}}
  pixels.fill(pixels.Color({{color}}));
{{else}}
  pixels.fill(pixels.Color({{red}}, {{green}}, {{blue}}));
{{end}}
  pixels.show();
}

void loop() {
}
