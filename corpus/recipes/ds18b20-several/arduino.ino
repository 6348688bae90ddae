#include <OneWire.h>
#include <DallasTemperature.h>

const int BUS_PIN = {{bus}};
const unsigned long INTERVAL_MS = {{interval_ms}};

OneWire oneWire(BUS_PIN);
DallasTemperature sensors(&oneWire);
unsigned long lastRequest = 0;

void setup() {
  Serial.begin({{baud}});
  sensors.begin();
  sensors.setWaitForConversion(false);
  sensors.requestTemperatures();
}

void loop() {
  if (millis() - lastRequest >= INTERVAL_MS) {
    lastRequest += INTERVAL_MS;
    int n = sensors.getDeviceCount();
    for (int i = 0; i < n; i++) {
      Serial.print("Sensor ");
      Serial.print(i);
      Serial.print(": ");
      Serial.println(sensors.getTempCByIndex(i));
    }
    sensors.requestTemperatures();
  }
}
