{{if esp8266}}
#include <ESP8266WiFi.h>
{{else}}
#include <WiFi.h>
{{end}}
#include <DHT.h>
#include <PubSubClient.h>

const char* SSID = "{{ssid}}";
const char* PASSWORD = "{{password}}";
const char* BROKER = "{{broker}}";
const char* TOPIC = "{{topic}}";
const int SENSOR_PIN = {{sensor}};
const unsigned long INTERVAL_MS = {{interval_ms}};
const unsigned long RETRY_MS = 5000;

DHT dht(SENSOR_PIN, DHT22);
WiFiClient network;
PubSubClient mqtt(network);
unsigned long lastAttempt = 0;
unsigned long lastPublish = 0;

void setup() {
  Serial.begin({{baud}});
  dht.begin();
  WiFi.mode(WIFI_STA);
  WiFi.begin(SSID, PASSWORD);
  mqtt.setServer(BROKER, 1883);
}

void loop() {
  if (WiFi.status() == WL_CONNECTED && !mqtt.connected() && millis() - lastAttempt >= RETRY_MS) {
    lastAttempt = millis();
    mqtt.connect("{{board}}");
  }
  mqtt.loop();
  if (mqtt.connected() && millis() - lastPublish >= INTERVAL_MS) {
    lastPublish = millis();
    float temperature = dht.readTemperature();
    float humidity = dht.readHumidity();
    if (isnan(temperature) || isnan(humidity)) {
      Serial.println("The sensor does not answer");
      return;
    }
    char payload[48];
    snprintf(payload, sizeof(payload), "{\"temperature\":%.1f,\"humidity\":%.0f}", temperature, humidity);
    mqtt.publish(TOPIC, payload);
  }
}
