#include <OneWire.h>
#include <DallasTemperature.h>

const int SENSOR_PIN = {{sensor}};
const int HEATER_PIN = {{heater}};
const float TARGET = {{target}};
const float HYSTERESIS = 0.5;
const unsigned long INTERVAL_MS = 1000;

OneWire oneWire(SENSOR_PIN);
DallasTemperature sensors(&oneWire);
unsigned long lastReading = 0;

void setup() {
  Serial.begin({{baud}});
  pinMode(HEATER_PIN, OUTPUT);
  sensors.begin();
  sensors.setWaitForConversion(false);
  sensors.requestTemperatures();
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    float temperature = sensors.getTempCByIndex(0);
    sensors.requestTemperatures();
    if (temperature == DEVICE_DISCONNECTED_C) {
      digitalWrite(HEATER_PIN, LOW);  // Better cold than burnt.
      Serial.println("The sensor does not answer");
    } else if (temperature < TARGET - HYSTERESIS) {
      digitalWrite(HEATER_PIN, HIGH);
    } else if (temperature > TARGET + HYSTERESIS) {
      digitalWrite(HEATER_PIN, LOW);
    }
  }
}
