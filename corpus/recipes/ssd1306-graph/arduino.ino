#include <Wire.h>
#include <Adafruit_GFX.h>
#include <Adafruit_SSD1306.h>

const int SENSOR_PIN = {{sensor}};
const uint8_t ADDRESS = {{address}};
const unsigned long INTERVAL_MS = {{interval_ms}};
const long ADC_MAX = {{adc_max}};
const int WIDTH = 128;

Adafruit_SSD1306 display(WIDTH, 64, &Wire, -1);
uint8_t heights[WIDTH];
unsigned long lastSample = 0;

void setup() {
  {{i2c.begin}}
  display.begin(SSD1306_SWITCHCAPVCC, ADDRESS);
}

void loop() {
  if (millis() - lastSample >= INTERVAL_MS) {
    lastSample += INTERVAL_MS;
    memmove(heights, heights + 1, WIDTH - 1);
    heights[WIDTH - 1] = analogRead(SENSOR_PIN) * 63L / ADC_MAX;
    display.clearDisplay();
    for (int x = 0; x < WIDTH; x++) {
      display.drawPixel(x, 63 - heights[x], SSD1306_WHITE);
    }
    display.display();
  }
}
