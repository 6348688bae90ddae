{{if esp8266}}
#include <ESP8266WiFi.h>
{{else}}
#include <WiFi.h>
{{end}}

const char* SSID = "{{ssid}}";
const char* PASSWORD = "{{password}}";

bool wasConnected = false;

void setup() {
  Serial.begin({{baud}});
  WiFi.mode(WIFI_STA);
  WiFi.begin(SSID, PASSWORD);
}

void loop() {
  // The core reconnects by itself; tell when the state changes.
  bool isConnected = WiFi.status() == WL_CONNECTED;
  if (isConnected != wasConnected) {
    wasConnected = isConnected;
    if (isConnected) {
{{adapt}}
      Serial.print("Connected, IP address ");
      Serial.println(WiFi.localIP());
{{end}}
    } else {
      Serial.println("Connection lost");
    }
  }
  delay(100);
}
