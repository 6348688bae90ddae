#include <OneWire.h>
#include <DallasTemperature.h>

const int SENSOR_PIN = {{sensor}};
const unsigned long INTERVAL_MS = {{interval_ms}};

OneWire oneWire(SENSOR_PIN);
DallasTemperature sensors(&oneWire);
unsigned long lastRequest = 0;

void setup() {
  Serial.begin({{baud}});
  sensors.begin();
  // A conversion takes 750 ms; the sketch goes on meanwhile.
  sensors.setWaitForConversion(false);
  sensors.requestTemperatures();
}

void loop() {
  if (millis() - lastRequest >= INTERVAL_MS) {
    lastRequest += INTERVAL_MS;
    float temperature = sensors.getTempCByIndex(0);
    sensors.requestTemperatures();
    if (temperature == DEVICE_DISCONNECTED_C) {
      Serial.println("The sensor does not answer");
      return;
    }
{{adapt}}
    Serial.print("Temperature: ");
    Serial.print(temperature);
    Serial.println(" C");
{{end}}
  }
}
