#include <SPI.h>
#include <Adafruit_GFX.h>
#include <Adafruit_ST7735.h>

Adafruit_ST7735 display({{cs}}, {{dc}}, {{reset}});

{{if fed}}
void showLine(int line, const char* text) {
  int y = 4 + line * 12;
  display.fillRect(0, y, display.width(), 8, ST77XX_BLACK);
  display.setCursor(4, y);
  display.print(text);
}

{{end}}
void setup() {
  {{spi.begin}}
  display.initR(INITR_BLACKTAB);
  display.fillScreen(ST77XX_BLACK);
  display.setTextColor(ST77XX_WHITE);
{{if fed}}
{{else}}
{{adapt}}
  display.setTextSize(2);
  display.setCursor(4, 4);
  display.print("{{message}}");
{{end}}
{{end}}
}

void loop() {
}
