{{if esp8266}}
#include <ESP8266WiFi.h>
{{else}}
#include <WiFi.h>
{{end}}

const char* SSID = "{{ssid}}";
const char* PASSWORD = "{{password}}";

WiFiServer server({{port}});
WiFiClient client;
bool isListening = false;

void setup() {
  Serial.begin({{baud}});
  WiFi.mode(WIFI_STA);
  WiFi.begin(SSID, PASSWORD);
}

void loop() {
  if (!isListening && WiFi.status() == WL_CONNECTED) {
    server.begin();
    isListening = true;
    Serial.println(WiFi.localIP());
  }
  if (isListening && !client.connected()) {
    client = server.accept();
  }
  while (client.connected() && client.available() > 0) {
    client.write(client.read());
  }
}
