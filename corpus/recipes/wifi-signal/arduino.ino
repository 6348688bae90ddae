{{if esp8266}}
#include <ESP8266WiFi.h>
{{else}}
#include <WiFi.h>
{{end}}

const char* SSID = "{{ssid}}";
const char* PASSWORD = "{{password}}";
const unsigned long INTERVAL_MS = {{interval_ms}};

unsigned long lastPrint = 0;

void setup() {
  Serial.begin({{baud}});
  WiFi.mode(WIFI_STA);
  WiFi.begin(SSID, PASSWORD);
}

void loop() {
  if (WiFi.status() == WL_CONNECTED && millis() - lastPrint >= INTERVAL_MS) {
    lastPrint = millis();
{{adapt}}
    Serial.print("Signal: ");
    Serial.print(WiFi.RSSI());
    Serial.println(" dBm");
{{end}}
  }
}
