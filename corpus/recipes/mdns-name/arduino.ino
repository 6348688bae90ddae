{{if esp8266}}
#include <ESP8266WiFi.h>
#include <ESP8266WebServer.h>
{{else}}
#include <WiFi.h>
#include <WebServer.h>
{{end}}
{{if esp8266}}
#include <ESP8266mDNS.h>
{{else}}
{{if rp2040}}
#include <LEAmDNS.h>
{{else}}
#include <ESPmDNS.h>
{{end}}
{{end}}

const char* SSID = "{{ssid}}";
const char* PASSWORD = "{{password}}";
const char* NAME = "{{name}}";  // http://{{name}}.local

{{if esp8266}}
ESP8266WebServer server(80);
{{else}}
WebServer server(80);
{{end}}
bool isAnnounced = false;

void sendHello() {
  server.send(200, "text/plain", "hello");
}

void setup() {
  Serial.begin({{baud}});
  WiFi.mode(WIFI_STA);
  WiFi.begin(SSID, PASSWORD);
  server.on("/", sendHello);
  server.begin();
}

void loop() {
  if (!isAnnounced && WiFi.status() == WL_CONNECTED) {
    isAnnounced = MDNS.begin(NAME);
    MDNS.addService("http", "tcp", 80);
  }
{{if esp8266 rp2040}}
  MDNS.update();
{{end}}
  server.handleClient();
}
