{{if esp8266}}
#include <ESP8266WiFi.h>
{{else}}
#include <WiFi.h>
{{end}}
#include <PubSubClient.h>

const char* SSID = "{{ssid}}";
const char* PASSWORD = "{{password}}";
const char* BROKER = "{{broker}}";
const char* TOPIC = "{{topic}}";
{{if fed}}
{{else}}
const unsigned long INTERVAL_MS = {{interval_ms}};
{{end}}
const unsigned long RETRY_MS = 5000;

WiFiClient network;
PubSubClient mqtt(network);
{{if fed}}
{{else}}
unsigned long lastPublish = 0;
{{end}}
unsigned long lastAttempt = 0;

{{if fed}}
void publish(const char* text) {
  if (mqtt.connected()) {
    mqtt.publish(TOPIC, text);
  }
}
{{end}}

void setup() {
  Serial.begin({{baud}});
  WiFi.mode(WIFI_STA);
  WiFi.begin(SSID, PASSWORD);
  mqtt.setServer(BROKER, 1883);
}

void loop() {
  if (WiFi.status() == WL_CONNECTED && !mqtt.connected() && millis() - lastAttempt >= RETRY_MS) {
    lastAttempt = millis();
    if (!mqtt.connect("{{board}}")) {
      Serial.println("The broker does not answer");
    }
  }
  mqtt.loop();
{{if fed}}
{{else}}
  if (mqtt.connected() && millis() - lastPublish >= INTERVAL_MS) {
    lastPublish = millis();
{{adapt}}
    char payload[16];
    snprintf(payload, sizeof(payload), "%lu", millis() / 1000);
    mqtt.publish(TOPIC, payload);
{{end}}
  }
{{end}}
}
