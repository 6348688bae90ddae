{{if esp8266}}
#include <ESP8266WiFi.h>
{{else}}
#include <WiFi.h>
{{end}}
#include <ArduinoOTA.h>

const char* SSID = "{{ssid}}";
const char* PASSWORD = "{{password}}";
const char* HOSTNAME = "{{hostname}}";  // What the upload tool shows.

bool isReady = false;

void setup() {
  Serial.begin({{baud}});
  WiFi.mode(WIFI_STA);
  WiFi.begin(SSID, PASSWORD);
}

void loop() {
  if (!isReady && WiFi.status() == WL_CONNECTED) {
    ArduinoOTA.setHostname(HOSTNAME);
    ArduinoOTA.begin();
    isReady = true;
    Serial.println(WiFi.localIP());
  }
  if (isReady) {
    ArduinoOTA.handle();
  }
}
