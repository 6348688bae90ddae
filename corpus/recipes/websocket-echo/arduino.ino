{{if esp8266}}
#include <ESP8266WiFi.h>
{{else}}
#include <WiFi.h>
{{end}}
#include <WebSocketsServer.h>

const char* SSID = "{{ssid}}";
const char* PASSWORD = "{{password}}";
{{if fed}}
{{else}}
const unsigned long INTERVAL_MS = 1000;
{{end}}

WebSocketsServer sockets(81);
{{if fed}}
{{else}}
unsigned long lastSend = 0;
{{end}}

void onEvent(uint8_t client, WStype_t type, uint8_t* payload, size_t length) {
  if (type == WStype_TEXT) {
    sockets.sendTXT(client, payload, length);
  }
}

void setup() {
  Serial.begin({{baud}});
  WiFi.mode(WIFI_STA);
  WiFi.begin(SSID, PASSWORD);
  sockets.begin();
  sockets.onEvent(onEvent);
}

void loop() {
  sockets.loop();
{{if fed}}
{{else}}
  if (millis() - lastSend >= INTERVAL_MS) {
    lastSend += INTERVAL_MS;
    char text[16];
    snprintf(text, sizeof(text), "%lu", millis() / 1000);
    sockets.broadcastTXT(text);
  }
{{end}}
}
