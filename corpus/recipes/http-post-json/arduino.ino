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
{{if fed}}
{{else}}
const int SENSOR_PIN = {{sensor}};
const unsigned long INTERVAL_MS = {{interval_ms}};
{{end}}

WiFiClient network;
{{if fed}}
{{else}}
unsigned long lastPost = 0;
bool isFirst = true;
{{end}}

void post(const char* body) {
  if (WiFi.status() != WL_CONNECTED) {
    return;
  }
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
{{if fed}}
{{else}}
  if (WiFi.status() == WL_CONNECTED && (isFirst || millis() - lastPost >= INTERVAL_MS)) {
    isFirst = false;
    lastPost = millis();
    char body[64];
    snprintf(body, sizeof(body), "{\"device\":\"{{board}}\",\"value\":%d}", (int)analogRead(SENSOR_PIN));
    post(body);
  }
{{end}}
}
