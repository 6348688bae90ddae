{{if esp8266}}
#include <ESP8266WiFi.h>
#include <espnow.h>
{{else}}
#include <WiFi.h>
#include <esp_now.h>
{{end}}

const char* PEER = "{{peer}}";  // The receiver's MAC address; with all FF, everybody.

uint8_t peerAddress[6];
{{if fed}}

void sendMessage(const char* text) {
  esp_now_send(peerAddress, (uint8_t*)text, strlen(text));
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
  for (int i = 0; i < 6; i++) {
    peerAddress[i] = strtoul(PEER + 3 * i, nullptr, 16);
  }
  WiFi.mode(WIFI_STA);
  if (esp_now_init() != 0) {
    Serial.println("ESP-NOW does not start");
    return;
  }
{{if esp8266}}
  esp_now_set_self_role(ESP_NOW_ROLE_CONTROLLER);
  esp_now_add_peer(peerAddress, ESP_NOW_ROLE_SLAVE, 1, nullptr, 0);
{{else}}
  esp_now_peer_info_t peer = {};
  memcpy(peer.peer_addr, peerAddress, sizeof(peerAddress));
  esp_now_add_peer(&peer);
{{end}}
}

void loop() {
{{if fed}}
{{else}}
  if (millis() - lastSend >= INTERVAL_MS) {
    lastSend += INTERVAL_MS;
    message.count++;
    esp_now_send(peerAddress, (uint8_t*)&message, sizeof(message));
  }
{{end}}
}
