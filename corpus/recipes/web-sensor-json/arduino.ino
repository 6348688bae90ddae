{{if esp8266}}
#include <ESP8266WiFi.h>
#include <ESP8266WebServer.h>
{{else}}
#include <WiFi.h>
#include <WebServer.h>
{{end}}

const char* SSID = "{{ssid}}";
const char* PASSWORD = "{{password}}";
const char* PATH = "{{path}}";
{{if fed}}
const size_t MAX_BODY = 160;
{{else}}
const int SENSOR_PIN = {{sensor}};
{{end}}

{{if esp8266}}
ESP8266WebServer server(80);
{{else}}
WebServer server(80);
{{end}}

{{if fed}}
char body[MAX_BODY] = "{}";

// Kept for the next visitor.
void keepReading(const char* text) {
  strncpy(body, text, MAX_BODY - 1);
}

void sendReading() {
{{else}}
void sendReading() {
  char body[40];
  snprintf(body, sizeof(body), "{\"raw\":%d,\"uptime\":%lu}", (int)analogRead(SENSOR_PIN), millis() / 1000);
{{end}}
  server.send(200, "application/json", body);
}

void setup() {
  Serial.begin({{baud}});
  WiFi.mode(WIFI_STA);
  WiFi.begin(SSID, PASSWORD);
  server.on(PATH, sendReading);
  server.begin();
}

void loop() {
  server.handleClient();
}
