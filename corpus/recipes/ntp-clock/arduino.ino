{{if esp8266}}
#include <ESP8266WiFi.h>
{{else}}
#include <WiFi.h>
{{end}}
#include <time.h>

const char* SSID = "{{ssid}}";
const char* PASSWORD = "{{password}}";
const long OFFSET_S = {{offset_hours}} * 3600L;
const unsigned long INTERVAL_MS = {{interval_ms}};

unsigned long lastPrint = 0;

void setup() {
  Serial.begin({{baud}});
  WiFi.mode(WIFI_STA);
  WiFi.begin(SSID, PASSWORD);
{{if rp2040}}
  NTP.begin("pool.ntp.org", "time.nist.gov");
{{else}}
  configTime(OFFSET_S, 0, "pool.ntp.org");
{{end}}
}

void loop() {
  if (millis() - lastPrint >= INTERVAL_MS) {
    lastPrint += INTERVAL_MS;
    time_t now = time(nullptr);
    if (now < 1600000000) {
      return;  // Not set yet.
    }
{{if rp2040}}
    now += OFFSET_S;
{{end}}
    struct tm* parts = localtime(&now);
    char text[9];
    strftime(text, sizeof(text), "%H:%M:%S", parts);
{{adapt}}
    Serial.println(text);
{{end}}
  }
}
