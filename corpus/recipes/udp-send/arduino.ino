{{if esp8266}}
#include <ESP8266WiFi.h>
{{else}}
#include <WiFi.h>
{{end}}
#include <WiFiUdp.h>

const char* SSID = "{{ssid}}";
const char* PASSWORD = "{{password}}";
const char* HOST = "{{host}}";
const uint16_t PORT = {{port}};
{{if fed}}
{{else}}
const int SENSOR_PIN = {{sensor}};
const unsigned long INTERVAL_MS = {{interval_ms}};
{{end}}

WiFiUDP udp;
{{if fed}}
{{else}}
unsigned long lastSend = 0;
{{end}}
{{if fed}}

void sendPacket(const char* text) {
  if (WiFi.status() == WL_CONNECTED) {
    udp.beginPacket(HOST, PORT);
    udp.print(text);
    udp.endPacket();
  }
}
{{end}}

void setup() {
  Serial.begin({{baud}});
  WiFi.mode(WIFI_STA);
  WiFi.begin(SSID, PASSWORD);
}

void loop() {
{{if fed}}
{{else}}
  if (WiFi.status() == WL_CONNECTED && millis() - lastSend >= INTERVAL_MS) {
    lastSend = millis();
    udp.beginPacket(HOST, PORT);
    udp.print(analogRead(SENSOR_PIN));
    udp.endPacket();
  }
{{end}}
}
