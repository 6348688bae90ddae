{{if esp8266}}
#include <ESP8266WiFi.h>
{{else}}
#include <WiFi.h>
{{end}}

const char* SSID = "{{ssid}}";
const char* PASSWORD = "{{password}}";

IPAddress address(192, 168, 1, 50);
IPAddress gateway(192, 168, 1, 1);
IPAddress subnet(255, 255, 255, 0);
bool wasConnected = false;

void setup() {
  Serial.begin({{baud}});
  WiFi.mode(WIFI_STA);
{{if rp2040}}
  WiFi.config(address, gateway, gateway, subnet);
{{else}}
  WiFi.config(address, gateway, subnet, gateway);
{{end}}
  WiFi.begin(SSID, PASSWORD);
}

void loop() {
  bool isConnected = WiFi.status() == WL_CONNECTED;
  if (isConnected && !wasConnected) {
    Serial.print("Address: ");
    Serial.println(WiFi.localIP());
  }
  wasConnected = isConnected;
}
