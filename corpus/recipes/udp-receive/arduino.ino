{{if esp8266}}
#include <ESP8266WiFi.h>
{{else}}
#include <WiFi.h>
{{end}}
#include <WiFiUdp.h>

const char* SSID = "{{ssid}}";
const char* PASSWORD = "{{password}}";
const uint16_t PORT = {{port}};
const int LED_PIN = {{led}};

WiFiUDP udp;
bool isListening = false;

void setup() {
  Serial.begin({{baud}});
  pinMode(LED_PIN, OUTPUT);
  WiFi.mode(WIFI_STA);
  WiFi.begin(SSID, PASSWORD);
}

void loop() {
  if (!isListening && WiFi.status() == WL_CONNECTED) {
    isListening = udp.begin(PORT) == 1;
  }
  if (isListening && udp.parsePacket() > 0) {
    char text[32];
    int n = udp.read(text, sizeof(text) - 1);
    text[max(0, n)] = 0;
    digitalWrite(LED_PIN, text[0] == '1' ? HIGH : LOW);
    Serial.println(text);
  }
}
