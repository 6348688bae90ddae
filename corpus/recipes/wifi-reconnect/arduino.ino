{{if esp8266}}
#include <ESP8266WiFi.h>
{{else}}
#include <WiFi.h>
{{end}}

const char* SSID = "{{ssid}}";
const char* PASSWORD = "{{password}}";
const unsigned long RETRY_MS = 10000;

bool wasConnected = false;
unsigned long lastAttempt = 0;

void setup() {
  Serial.begin({{baud}});
  WiFi.mode(WIFI_STA);
  WiFi.begin(SSID, PASSWORD);
}

void loop() {
  bool isConnected = WiFi.status() == WL_CONNECTED;
  if (isConnected != wasConnected) {
    wasConnected = isConnected;
    Serial.println(isConnected ? "Online" : "Offline");
  }
  if (!isConnected && millis() - lastAttempt >= RETRY_MS) {
    lastAttempt = millis();
    WiFi.disconnect();
    WiFi.begin(SSID, PASSWORD);
  }
}
