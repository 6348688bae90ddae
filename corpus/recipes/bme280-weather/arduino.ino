#include <Wire.h>
#include <Adafruit_BME280.h>

const uint8_t ADDRESS = {{address}};
const unsigned long INTERVAL_MS = {{interval_ms}};

Adafruit_BME280 bme;
unsigned long lastReading = 0;

void setup() {
  Serial.begin({{baud}});
  {{i2c.begin}}
  if (!bme.begin(ADDRESS)) {
    Serial.println("No BME280 at this address");
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
    Serial.print(bme.readTemperature());
    Serial.print(" C  Humidity: ");
    Serial.print(bme.readHumidity());
    Serial.print(" %  Pressure: ");
    Serial.print(bme.readPressure() / 100.0F);
    Serial.println(" hPa");
{{end}}
  }
}
