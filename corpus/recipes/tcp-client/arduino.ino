{{if esp8266}}
#include <ESP8266WiFi.h>
{{else}}
#include <WiFi.h>
{{end}}

const char* SSID = "{{ssid}}";
const char* PASSWORD = "{{password}}";
const char* HOST = "{{host}}";
const uint16_t PORT = {{port}};
const unsigned long INTERVAL_MS = {{interval_ms}};

WiFiClient client;
unsigned long lastSend = 0;
bool isFirst = true;

void setup() {
  Serial.begin({{baud}});
  WiFi.mode(WIFI_STA);
  WiFi.begin(SSID, PASSWORD);
}

void loop() {
  if (WiFi.status() == WL_CONNECTED && (isFirst || millis() - lastSend >= INTERVAL_MS)) {
    isFirst = false;
    lastSend = millis();
    if (client.connect(HOST, PORT)) {
      client.print("uptime ");
      client.println(millis() / 1000);
      client.stop();
    } else {
      Serial.println("The server does not answer");
    }
  }
}
