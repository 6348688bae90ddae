{{if esp8266}}
#include <ESP8266WiFi.h>
{{else}}
#include <WiFi.h>
{{end}}
#include <PubSubClient.h>

const char* SSID = "{{ssid}}";
const char* PASSWORD = "{{password}}";
const char* BROKER = "{{broker}}";
const char* CONFIG_TOPIC = "homeassistant/sensor/{{board}}/config";
const char* STATE_TOPIC = "boardwise/{{board}}/level";
const char* CONFIG =
    "{\"name\":\"Level\",\"unique_id\":\"{{board}}-level\",\"state_topic\":\"boardwise/{{board}}/level\",\"unit_of_measurement\":\"%\"}";
const int SENSOR_PIN = {{sensor}};
const unsigned long INTERVAL_MS = {{interval_ms}};
const unsigned long RETRY_MS = 5000;

WiFiClient network;
PubSubClient mqtt(network);
unsigned long lastAttempt = 0;
unsigned long lastPublish = 0;

void setup() {
  Serial.begin({{baud}});
  WiFi.mode(WIFI_STA);
  WiFi.begin(SSID, PASSWORD);
  mqtt.setServer(BROKER, 1883);
  mqtt.setBufferSize(512);  // The announcement is longer than the usual 256 bytes.
}

void loop() {
  if (WiFi.status() == WL_CONNECTED && !mqtt.connected() && millis() - lastAttempt >= RETRY_MS) {
    lastAttempt = millis();
    if (mqtt.connect("{{board}}")) {
      mqtt.publish(CONFIG_TOPIC, CONFIG, true);
    }
  }
  mqtt.loop();
  if (mqtt.connected() && millis() - lastPublish >= INTERVAL_MS) {
    lastPublish = millis();
    char payload[8];
    snprintf(payload, sizeof(payload), "%ld", analogRead(SENSOR_PIN) * 100L / {{adc_max}});
    mqtt.publish(STATE_TOPIC, payload);
  }
}
