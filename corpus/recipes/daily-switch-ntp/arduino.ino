{{if esp8266}}
#include <ESP8266WiFi.h>
{{else}}
#include <WiFi.h>
{{end}}
#include <time.h>

const char* SSID = "{{ssid}}";
const char* PASSWORD = "{{password}}";
const char* ZONE = "{{zone}}";  // Time zone with its summer time.
const int RELAY_PIN = {{relay}};
const char* ON_TIME = "{{on_time}}";
const char* OFF_TIME = "{{off_time}}";
const unsigned long INTERVAL_MS = 1000;

unsigned long lastLook = 0;

// "6:30" in minutes after midnight.
int minuteOfDay(const char* text) {
  const char* colon = strchr(text, ':');
  return atoi(text) * 60 + (colon == nullptr ? 0 : atoi(colon + 1));
}

// Also over midnight, as from 22:00 to 6:00.
bool isWithin(int now, int from, int until) {
  return from <= until ? now >= from && now < until : now >= from || now < until;
}

void setup() {
  Serial.begin({{baud}});
  pinMode(RELAY_PIN, OUTPUT);
  WiFi.mode(WIFI_STA);
  WiFi.begin(SSID, PASSWORD);
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
}

void loop() {
  if (millis() - lastLook >= INTERVAL_MS) {
    lastLook += INTERVAL_MS;
    time_t now = time(nullptr);
    if (now < 1600000000) {
      return;  // Not set yet.
    }
    struct tm* parts = localtime(&now);
    int minute = parts->tm_hour * 60 + parts->tm_min;
    digitalWrite(RELAY_PIN, isWithin(minute, minuteOfDay(ON_TIME), minuteOfDay(OFF_TIME)) ? HIGH : LOW);
  }
}
