#include <Wire.h>
#include <Adafruit_GFX.h>
#include <Adafruit_SSD1306.h>

const uint8_t ADDRESS = {{address}};

Adafruit_SSD1306 display(128, 64, &Wire, -1);
unsigned long lastSecond = 0;
bool isThere = false;

void setup() {
  {{i2c.begin}}
  isThere = display.begin(SSD1306_SWITCHCAPVCC, ADDRESS);
  display.setTextColor(SSD1306_WHITE);
  display.setTextSize(4);
}

void loop() {
  if (isThere && millis() - lastSecond >= 1000) {
    lastSecond += 1000;
    display.clearDisplay();
    display.setCursor(0, 16);
    display.print(millis() / 1000);
    display.display();
  }
}
