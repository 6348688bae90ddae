#include <Wire.h>
#include <Adafruit_GFX.h>
#include <Adafruit_SSD1306.h>

const int SCREEN_WIDTH = 128;
const int SCREEN_HEIGHT = 64;
const uint8_t ADDRESS = {{address}};

Adafruit_SSD1306 display(SCREEN_WIDTH, SCREEN_HEIGHT, &Wire, -1);

{{if fed}}
void showLine(int line, const char* text) {
  int y = line * 10;
  display.fillRect(0, y, SCREEN_WIDTH, 8, SSD1306_BLACK);
  display.setCursor(0, y);
  display.print(text);
  display.display();
}
{{end}}

void setup() {
  {{i2c.begin}}
  if (!display.begin(SSD1306_SWITCHCAPVCC, ADDRESS)) {
    while (true) {
      delay(1000);  // Not enough memory for the picture.
    }
  }
  display.clearDisplay();
  display.setTextColor(SSD1306_WHITE);
{{if fed}}
{{else}}
{{adapt}}
  display.setTextSize(2);
  display.setCursor(0, 0);
  display.println("{{message}}");
{{end}}
{{end}}
  display.display();
}

void loop() {
}
