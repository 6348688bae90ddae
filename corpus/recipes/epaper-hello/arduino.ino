#include <SPI.h>
#include <Adafruit_GFX.h>

const int CS_PIN = {{cs}};
const int DC_PIN = {{dc}};
const int RESET_PIN = {{reset}};
const int BUSY_PIN = {{busy}};
const int PANEL_WIDTH = 128;
const int PANEL_HEIGHT = 296;

GFXcanvas1 canvas(PANEL_WIDTH, PANEL_HEIGHT);

void command(uint8_t code) {
  digitalWrite(DC_PIN, LOW);
  digitalWrite(CS_PIN, LOW);
  SPI.transfer(code);
  digitalWrite(CS_PIN, HIGH);
}

void data(uint8_t value) {
  digitalWrite(DC_PIN, HIGH);
  digitalWrite(CS_PIN, LOW);
  SPI.transfer(value);
  digitalWrite(CS_PIN, HIGH);
}

void command(uint8_t code, uint8_t value) {
  command(code);
  data(value);
}

void waitForPanel() {
  unsigned long start = millis();
  while (digitalRead(BUSY_PIN) == HIGH && millis() - start < 5000) {
    delay(10);
  }
}

void startPanel() {
  digitalWrite(RESET_PIN, LOW);
  delay(10);
  digitalWrite(RESET_PIN, HIGH);
  delay(10);
  command(0x12);  // Reset of the SSD1680.
  waitForPanel();
  command(0x01, (PANEL_HEIGHT - 1) & 0xFF);
  data((PANEL_HEIGHT - 1) >> 8);
  data(0);
  command(0x11, 0x03);  // Left to right, then down.
  command(0x44, 0);
  data(PANEL_WIDTH / 8 - 1);
  command(0x45, 0);
  data(0);
  data((PANEL_HEIGHT - 1) & 0xFF);
  data((PANEL_HEIGHT - 1) >> 8);
  command(0x3C, 0x05);  // White border.
  command(0x18, 0x80);  // Its own thermometer.
}

// Sends the picture and lets the panel draw it, which takes some seconds.
void showCanvas() {
  command(0x4E, 0);
  command(0x4F, 0);
  data(0);
  command(0x24);
  for (int i = 0; i < PANEL_WIDTH / 8 * PANEL_HEIGHT; i++) {
    data(canvas.getBuffer()[i]);
  }
  command(0x22, 0xF7);
  command(0x20);
  waitForPanel();
}

void setup() {
  pinMode(CS_PIN, OUTPUT);
  pinMode(DC_PIN, OUTPUT);
  pinMode(RESET_PIN, OUTPUT);
  pinMode(BUSY_PIN, INPUT);
  digitalWrite(CS_PIN, HIGH);
  {{spi.begin}}
  startPanel();
  canvas.fillScreen(1);
  canvas.setTextColor(0);
{{adapt}}
  canvas.setTextSize(2);
  canvas.setCursor(8, 8);
  canvas.print("{{message}}");
{{end}}
  showCanvas();
  command(0x10, 0x01);  // Deep sleep: the picture stays without power.
}

void loop() {
}
