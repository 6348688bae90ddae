{{if esp8266}}
#include <ESP8266WiFi.h>
#include <ESP8266WebServer.h>
{{else}}
#include <WiFi.h>
#include <WebServer.h>
{{end}}

const char* SSID = "{{ssid}}";
const char* PASSWORD = "{{password}}";  // At least eight characters.
const int OUT_PIN = {{led}};

{{if esp8266}}
ESP8266WebServer server(80);
{{else}}
WebServer server(80);
{{end}}
bool isOn = false;

void showPage() {
  String page = "<!DOCTYPE html><h1>Output is ";
  page += isOn ? "on" : "off";
  page += "</h1><p><a href='/on'>on</a> <a href='/off'>off</a>";
  server.send(200, "text/html", page);
}

void switchOutput(bool on) {
  isOn = on;
  digitalWrite(OUT_PIN, isOn ? HIGH : LOW);
  showPage();
}

void switchOn() {
  switchOutput(true);
}

void switchOff() {
  switchOutput(false);
}

void setup() {
  Serial.begin({{baud}});
  pinMode(OUT_PIN, OUTPUT);
  WiFi.mode(WIFI_AP);
  WiFi.softAP(SSID, PASSWORD);
  Serial.print("Open http://");
  Serial.println(WiFi.softAPIP());
  server.on("/", showPage);
  server.on("/on", switchOn);
  server.on("/off", switchOff);
  server.begin();
}

void loop() {
  server.handleClient();
}
