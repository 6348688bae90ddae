{{if esp8266}}
#include <ESP8266WiFi.h>
{{else}}
#include <WiFi.h>
{{end}}

const char* SSID = "{{ssid}}";
const char* PASSWORD = "{{password}}";
const char* HOST = "{{host}}";
const uint16_t PORT = {{port}};
{{if fed}}
{{else}}
const unsigned long INTERVAL_MS = {{interval_ms}};
{{end}}

WiFiClient client;
{{if fed}}
{{else}}
unsigned long lastSend = 0;
bool isFirst = true;
{{end}}

void sendLine(const char* text) {
  if (client.connect(HOST, PORT)) {
    client.println(text);
    client.stop();
  } else {
    Serial.println("The server does not answer");
  }
}

void setup() {
  Serial.begin({{baud}});
  WiFi.mode(WIFI_STA);
  WiFi.begin(SSID, PASSWORD);
}

void loop() {
{{if fed}}
{{else}}
  if (WiFi.status() == WL_CONNECTED && (isFirst || millis() - lastSend >= INTERVAL_MS)) {
    isFirst = false;
    lastSend = millis();
    char text[24];
    snprintf(text, sizeof(text), "uptime %lu", millis() / 1000);
    sendLine(text);
  }
{{end}}
}
