{{if esp8266}}
#include <ESP8266WiFi.h>
#include <espnow.h>
{{else}}
#include <WiFi.h>
#include <esp_now.h>
{{end}}

uint8_t PEER[] = {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};  // Everybody; or the receiver's address.
{{if fed}}

void sendMessage(const char* text) {
  esp_now_send(PEER, (uint8_t*)text, strlen(text));
}
{{else}}
const unsigned long INTERVAL_MS = {{interval_ms}};

struct Message {
  uint32_t count;
};

Message message = {0};
unsigned long lastSend = 0;
{{end}}

void setup() {
  Serial.begin({{baud}});
  WiFi.mode(WIFI_STA);
  if (esp_now_init() != 0) {
    Serial.println("ESP-NOW does not start");
    return;
  }
{{if esp8266}}
  esp_now_set_self_role(ESP_NOW_ROLE_CONTROLLER);
  esp_now_add_peer(PEER, ESP_NOW_ROLE_SLAVE, 1, nullptr, 0);
{{else}}
  esp_now_peer_info_t peer = {};
  memcpy(peer.peer_addr, PEER, sizeof(PEER));
  esp_now_add_peer(&peer);
{{end}}
}

void loop() {
{{if fed}}
{{else}}
  if (millis() - lastSend >= INTERVAL_MS) {
    lastSend += INTERVAL_MS;
    message.count++;
    esp_now_send(PEER, (uint8_t*)&message, sizeof(message));
  }
{{end}}
}
