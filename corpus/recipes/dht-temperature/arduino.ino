#include <DHT.h>

const int SENSOR_PIN = {{sensor}};
const unsigned long INTERVAL_MS = {{interval_ms}};

DHT dht(SENSOR_PIN, {{sensor_type}});
unsigned long lastReading = 0;

void setup() {
  Serial.begin({{baud}});
  dht.begin();
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    float humidity = dht.readHumidity();
    float temperature = dht.readTemperature();
    if (isnan(humidity) || isnan(temperature)) {
      Serial.println("The sensor does not answer");
      return;
    }
{{adapt}}
    Serial.print("Temperature: ");
    Serial.print(temperature);
    Serial.print(" C  Humidity: ");
    Serial.print(humidity);
    Serial.println(" %");
{{end}}
  }
}
