{{if esp8266}}
#include <ESP8266WiFi.h>
{{else}}
#include <WiFi.h>
{{end}}

const char* SSID = "{{ssid}}";
const char* PASSWORD = "{{password}}";  // At least eight characters.

int lastStations = -1;

void setup() {
  Serial.begin({{baud}});
  WiFi.mode(WIFI_AP);
  WiFi.softAP(SSID, PASSWORD);
  Serial.print("Address: ");
  Serial.println(WiFi.softAPIP());
}

void loop() {
  int stations = WiFi.softAPgetStationNum();
  if (stations != lastStations) {
    lastStations = stations;
    Serial.print("Stations: ");
    Serial.println(stations);
  }
}
