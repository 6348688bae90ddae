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
const char* ON_PAYLOAD = "{{on_payload}}";
const char* OFF_PAYLOAD = "{{off_payload}}";
const int RELAY_PIN = {{relay}};
const unsigned long RETRY_MS = 5000;

WiFiClient network;
PubSubClient mqtt(network);
unsigned long lastAttempt = 0;

// In capitals or not: "on" is as good as "ON".
bool isText(const byte* payload, unsigned int length, const char* text) {
  return length == strlen(text) && strncasecmp((const char*)payload, text, length) == 0;
}

void onMessage(char* topic, byte* payload, unsigned int length) {
  if (isText(payload, length, ON_PAYLOAD)) {
    digitalWrite(RELAY_PIN, HIGH);
  } else if (isText(payload, length, OFF_PAYLOAD)) {
    digitalWrite(RELAY_PIN, LOW);
  }
}

void setup() {
  Serial.begin({{baud}});
  pinMode(RELAY_PIN, OUTPUT);
  WiFi.mode(WIFI_STA);
  WiFi.begin(SSID, PASSWORD);
  mqtt.setServer(BROKER, 1883);
  mqtt.setCallback(onMessage);
}

void loop() {
  if (WiFi.status() == WL_CONNECTED && !mqtt.connected() && millis() - lastAttempt >= RETRY_MS) {
    lastAttempt = millis();
    if (mqtt.connect("{{board}}")) {
      mqtt.subscribe(TOPIC);
    }
  }
  mqtt.loop();
}
