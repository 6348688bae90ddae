#include <DHT.h>
#include <math.h>

const int SENSOR_PIN = {{sensor}};
const unsigned long INTERVAL_MS = {{interval_ms}};

DHT dht(SENSOR_PIN, DHT22);
unsigned long lastReading = 0;

// Magnus formula over water.
float dewPoint(float temperature, float humidity) {
  float gamma = log(humidity / 100) + 17.62 * temperature / (243.12 + temperature);
  return 243.12 * gamma / (17.62 - gamma);
}

void setup() {
  Serial.begin({{baud}});
  dht.begin();
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    float temperature = dht.readTemperature();
    float humidity = dht.readHumidity();
    if (isnan(temperature) || isnan(humidity)) {
      Serial.println("The sensor does not answer");
      return;
    }
{{adapt}}
    Serial.print("Dew point: ");
    Serial.println(dewPoint(temperature, humidity), 1);
{{end}}
  }
}
