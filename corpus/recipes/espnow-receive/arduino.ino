{{if esp8266}}
#include <ESP8266WiFi.h>
#include <espnow.h>
{{else}}
#include <WiFi.h>
#include <esp_now.h>
{{end}}

volatile bool hasMessage = false;
volatile uint32_t received = 0;

{{if esp8266}}
void onReceive(uint8_t* sender, uint8_t* data, uint8_t length) {
{{else}}
{{if esp32@2}}
void onReceive(const uint8_t* sender, const uint8_t* data, int length) {
{{else}}
void onReceive(const esp_now_recv_info_t* info, const uint8_t* data, int length) {
{{end}}
{{end}}
  if (length == 4) {
    uint32_t value;
    memcpy(&value, data, sizeof(value));
    received = value;
    hasMessage = true;
  }
}

void setup() {
  Serial.begin({{baud}});
  WiFi.mode(WIFI_STA);
  if (esp_now_init() != 0) {
    Serial.println("ESP-NOW does not start");
    return;
  }
{{if esp8266}}
  esp_now_set_self_role(ESP_NOW_ROLE_SLAVE);
{{end}}
  esp_now_register_recv_cb(onReceive);
  Serial.println(WiFi.macAddress());
}

void loop() {
  if (hasMessage) {
    hasMessage = false;
    Serial.print("Count: ");
    Serial.println(received);
  }
}
