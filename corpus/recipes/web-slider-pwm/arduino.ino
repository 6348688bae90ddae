{{if esp8266}}
#include <ESP8266WiFi.h>
#include <ESP8266WebServer.h>
{{else}}
#include <WiFi.h>
#include <WebServer.h>
{{end}}

const char* SSID = "{{ssid}}";
const char* PASSWORD = "{{password}}";
const int LED_PIN = {{led}};
{{if esp32@2}}
const int PWM_CHANNEL = 0;
{{end}}
const char PAGE[] =
    "<!DOCTYPE html><input type=range max=255 onchange=\"fetch('/set?level='+value)\">";

{{if esp8266}}
ESP8266WebServer server(80);
{{else}}
WebServer server(80);
{{end}}

void sendPage() {
  server.send(200, "text/html", PAGE);
}

void setLevel() {
  int level = constrain(server.arg("level").toInt(), 0, 255);
{{if esp32@3}}
  ledcWrite(LED_PIN, level);
{{else}}
{{if esp32@2}}
  ledcWrite(PWM_CHANNEL, level);
{{else}}
  analogWrite(LED_PIN, level);
{{end}}
{{end}}
  server.send(204, "text/plain", "");
}

void setup() {
  Serial.begin({{baud}});
{{if esp32@3}}
  ledcAttach(LED_PIN, 5000, 8);
{{else}}
{{if esp32@2}}
  ledcSetup(PWM_CHANNEL, 5000, 8);
  ledcAttachPin(LED_PIN, PWM_CHANNEL);
{{else}}
  pinMode(LED_PIN, OUTPUT);
{{end}}
{{end}}
{{if esp8266}}
  analogWriteRange(255);
{{end}}
  WiFi.mode(WIFI_STA);
  WiFi.begin(SSID, PASSWORD);
  server.on("/", sendPage);
  server.on("/set", setLevel);
  server.begin();
}

void loop() {
  server.handleClient();
}
