{{if esp32}}
{{else}}
#include <Adafruit_NeoPixel.h>

{{end}}
const int LED_PIN = {{led}};
const unsigned long STEP_MS = {{step_ms}};
const uint8_t COLORS[][3] = { {60, 0, 0}, {0, 60, 0}, {0, 0, 60} };
const int N_COLORS = 3;

{{if esp32}}
{{else}}
Adafruit_NeoPixel led(1, LED_PIN, NEO_GRB + NEO_KHZ800);
{{end}}
int color = 0;
unsigned long lastStep = 0;

void show(uint8_t red, uint8_t green, uint8_t blue) {
{{if esp32@3}}
  rgbLedWrite(LED_PIN, red, green, blue);
{{else}}
{{if esp32}}
  neopixelWrite(LED_PIN, red, green, blue);
{{else}}
  led.setPixelColor(0, led.Color(red, green, blue));
  led.show();
{{end}}
{{end}}
}

void setup() {
{{if esp32}}
{{else}}
  led.begin();
{{end}}
  show(COLORS[0][0], COLORS[0][1], COLORS[0][2]);
}

void loop() {
  if (millis() - lastStep >= STEP_MS) {
    lastStep += STEP_MS;
    color = (color + 1) % N_COLORS;
    show(COLORS[color][0], COLORS[color][1], COLORS[color][2]);
  }
}
