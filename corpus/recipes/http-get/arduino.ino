{{if esp8266}}
#include <ESP8266WiFi.h>
#include <ESP8266HTTPClient.h>
{{else}}
#include <WiFi.h>
#include <HTTPClient.h>
{{end}}

const char* SSID = "{{ssid}}";
const char* PASSWORD = "{{password}}";
const char* URL = "{{url}}";
const unsigned long INTERVAL_MS = {{interval_ms}};

unsigned long lastRequest = 0;
bool isFirst = true;

void setup() {
  Serial.begin({{baud}});
  WiFi.mode(WIFI_STA);
  WiFi.begin(SSID, PASSWORD);
}

void loop() {
  if (WiFi.status() != WL_CONNECTED) {
    delay(100);
    return;
  }
  if (isFirst || millis() - lastRequest >= INTERVAL_MS) {
    isFirst = false;
    lastRequest = millis();
    WiFiClient client;
    HTTPClient http;
    http.begin(client, URL);
    int status = http.GET();
{{adapt}}
    Serial.print("Status: ");
    Serial.println(status);
    if (status > 0) {
      Serial.println(http.getString());
    }
{{end}}
    http.end();
  }
}
