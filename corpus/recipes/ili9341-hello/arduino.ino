#include <SPI.h>
#include <Adafruit_GFX.h>
#include <Adafruit_ILI9341.h>

Adafruit_ILI9341 display({{cs}}, {{dc}}, {{reset}});

{{if fed}}
void showLine(int line, const char* text) {
  int y = 8 + line * 24;
  display.fillRect(0, y, display.width(), 16, ILI9341_BLACK);
  display.setCursor(8, y);
  display.print(text);
}

{{end}}
void setup() {
  {{spi.begin}}
  display.begin();
  display.setRotation(1);  // Wide.
  display.fillScreen(ILI9341_BLACK);
  display.setTextColor(ILI9341_{{color}});
  display.setTextSize(2);
{{if fed}}
{{else}}
{{adapt}}
  display.setCursor(8, 8);
  display.print("{{message}}");
{{end}}
{{end}}
}

void loop() {
}
