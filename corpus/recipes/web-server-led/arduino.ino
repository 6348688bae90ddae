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

{{if esp8266}}
ESP8266WebServer server(80);
{{else}}
WebServer server(80);
{{end}}
bool isOn = false;

void showPage() {
  String page = "<!DOCTYPE html><h1>LED is ";
  page += isOn ? "on" : "off";
  page += "</h1><p><a href='/on'>on</a> <a href='/off'>off</a>";
  server.send(200, "text/html", page);
}

void switchLed(bool on) {
  isOn = on;
  digitalWrite(LED_PIN, isOn ? HIGH : LOW);
  showPage();
}

void switchOn() {
  switchLed(true);
}

void switchOff() {
  switchLed(false);
}

void setup() {
  Serial.begin({{baud}});
  pinMode(LED_PIN, OUTPUT);
  WiFi.mode(WIFI_STA);
  WiFi.begin(SSID, PASSWORD);
  while (WiFi.status() != WL_CONNECTED) {
    delay(100);
  }
  Serial.print("Open http://");
  Serial.println(WiFi.localIP());
  server.on("/", showPage);
  server.on("/on", switchOn);
  server.on("/off", switchOff);
  server.begin();
}

void loop() {
  server.handleClient();
}
