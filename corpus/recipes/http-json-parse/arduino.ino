{{if esp8266}}
#include <ESP8266WiFi.h>
#include <ESP8266HTTPClient.h>
{{else}}
#include <WiFi.h>
#include <HTTPClient.h>
{{end}}
#include <ArduinoJson.h>

const char* SSID = "{{ssid}}";
const char* PASSWORD = "{{password}}";
const char* URL = "{{url}}";
const unsigned long INTERVAL_MS = {{interval_ms}};

WiFiClient network;
unsigned long lastFetch = 0;
bool isFirst = true;

void fetch() {
  HTTPClient http;
  if (!http.begin(network, URL)) {
    return;
  }
  int status = http.GET();
  if (status == 200) {
    JsonDocument document;
    if (deserializeJson(document, http.getString())) {
      Serial.println("Not JSON");
    } else {
      float temperature = document["temperature"];
      Serial.print("Temperature: ");
      Serial.println(temperature);
    }
  } else {
    Serial.print("Status: ");
    Serial.println(status);
  }
  http.end();
}

void setup() {
  Serial.begin({{baud}});
  WiFi.mode(WIFI_STA);
  WiFi.begin(SSID, PASSWORD);
}

void loop() {
  if (WiFi.status() == WL_CONNECTED && (isFirst || millis() - lastFetch >= INTERVAL_MS)) {
    isFirst = false;
    lastFetch = millis();
    fetch();
  }
}
