{{if esp8266}}
#include <ESP8266WiFi.h>
#include <ESP8266HTTPClient.h>
{{else}}
#include <WiFi.h>
#include <HTTPClient.h>
{{end}}

const char* SSID = "{{ssid}}";
const char* PASSWORD = "{{password}}";
const char* URL = "{{url}}";
const int SENSOR_PIN = {{sensor}};
const unsigned long INTERVAL_MS = {{interval_ms}};

WiFiClient network;
unsigned long lastPost = 0;
bool isFirst = true;

void post(int value) {
  char body[48];
  snprintf(body, sizeof(body), "{\"device\":\"{{board}}\",\"value\":%d}", value);
  HTTPClient http;
  if (!http.begin(network, URL)) {
    Serial.println("Bad address");
    return;
  }
  http.addHeader("Content-Type", "application/json");
  Serial.print("Status: ");
  Serial.println(http.POST(body));
  http.end();
}

void setup() {
  Serial.begin({{baud}});
  WiFi.mode(WIFI_STA);
  WiFi.begin(SSID, PASSWORD);
}

void loop() {
  if (WiFi.status() == WL_CONNECTED && (isFirst || millis() - lastPost >= INTERVAL_MS)) {
    isFirst = false;
    lastPost = millis();
    post(analogRead(SENSOR_PIN));
  }
}
