{{if esp8266}}
#include <ESP8266WiFi.h>
{{else}}
#include <WiFi.h>
{{end}}
#include <time.h>

const char* SSID = "{{ssid}}";
const char* PASSWORD = "{{password}}";
{{if asked.offset_hours}}
const long OFFSET_S = {{offset_hours}} * 3600L;
{{else}}
const char* ZONE = "{{zone}}";  // Time zone with its summer time.
{{end}}
const unsigned long INTERVAL_MS = {{interval_ms}};

unsigned long lastPrint = 0;

void setup() {
  Serial.begin({{baud}});
  WiFi.mode(WIFI_STA);
  WiFi.begin(SSID, PASSWORD);
{{if asked.offset_hours}}
{{if rp2040}}
  NTP.begin("pool.ntp.org", "time.nist.gov");
{{else}}
  configTime(OFFSET_S, 0, "pool.ntp.org");
{{end}}
{{else}}
{{if rp2040}}
  setenv("TZ", ZONE, 1);
  tzset();
  NTP.begin("pool.ntp.org", "time.nist.gov");
{{else}}
{{if esp8266}}
  configTime(ZONE, "pool.ntp.org");
{{else}}
  configTzTime(ZONE, "pool.ntp.org");
{{end}}
{{end}}
{{end}}
}

void loop() {
  if (millis() - lastPrint >= INTERVAL_MS) {
    lastPrint += INTERVAL_MS;
    time_t now = time(nullptr);
    if (now < 1600000000) {
      return;  // Not set yet.
    }
{{if asked.offset_hours}}
{{if rp2040}}
    now += OFFSET_S;
{{end}}
{{end}}
    struct tm* parts = localtime(&now);
    char text[9];
    strftime(text, sizeof(text), "%H:%M:%S", parts);
{{adapt}}
    Serial.println(text);
{{end}}
  }
}
