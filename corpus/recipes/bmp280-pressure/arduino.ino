#include <Wire.h>
#include <Adafruit_BMP280.h>

const uint8_t ADDRESS = {{address}};
const unsigned long INTERVAL_MS = {{interval_ms}};

Adafruit_BMP280 bmp;
unsigned long lastReading = 0;

void setup() {
  Serial.begin({{baud}});
  {{i2c.begin}}
  if (!bmp.begin(ADDRESS)) {
    Serial.println("No BMP280 at this address");
    while (true) {
      delay(1000);
    }
  }
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
{{adapt}}
    Serial.print("Temperature: ");
    Serial.print(bmp.readTemperature());
    Serial.print(" C  Pressure: ");
    Serial.print(bmp.readPressure() / 100.0F);
    Serial.println(" hPa");
{{end}}
  }
}
