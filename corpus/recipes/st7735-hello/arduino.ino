#include <SPI.h>
#include <Adafruit_GFX.h>
#include <Adafruit_ST7735.h>

Adafruit_ST7735 display({{cs}}, {{dc}}, {{reset}});

void setup() {
  {{spi.begin}}
  display.initR(INITR_BLACKTAB);
  display.fillScreen(ST77XX_BLACK);
  display.setTextColor(ST77XX_WHITE);
  display.setTextSize(2);
  display.setCursor(4, 4);
  display.print("{{message}}");
}

void loop() {
}
