{{if esp8266}}
#include <ESP8266WiFi.h>
{{else}}
#include <WiFi.h>
{{end}}

const unsigned long INTERVAL_MS = {{interval_ms}};

unsigned long lastScan = 0;

void scan() {
  int n = WiFi.scanNetworks();
  for (int i = 0; i < n; i++) {
    Serial.print(WiFi.SSID(i));
    Serial.print("  ");
    Serial.print(WiFi.RSSI(i));
    Serial.println(" dBm");
  }
  Serial.println(n > 0 ? "Done" : "No network in range");
}

void setup() {
  Serial.begin({{baud}});
  WiFi.mode(WIFI_STA);
  scan();
}

void loop() {
  if (millis() - lastScan >= INTERVAL_MS) {
    lastScan += INTERVAL_MS;
    scan();
  }
}
