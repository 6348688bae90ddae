#include <WiFi.h>
#include <PubSubClient.h>

const char* SSID = "{{ssid}}";
const char* PASSWORD = "{{password}}";
const char* BROKER = "{{broker}}";
const char* TOPIC = "{{topic}}";
const char* MESSAGE = "{{message}}";
const int BUTTON_PIN = {{button}};
const unsigned long TIMEOUT_MS = 15000;

WiFiClient network;
PubSubClient mqtt(network);

bool publish() {
  WiFi.mode(WIFI_STA);
  WiFi.begin(SSID, PASSWORD);
  while (WiFi.status() != WL_CONNECTED) {
    if (millis() > TIMEOUT_MS) {
      return false;  // The battery is worth more than this message.
    }
    delay(50);
  }
  mqtt.setServer(BROKER, 1883);
  bool isSent = mqtt.connect("{{board}}") && mqtt.publish(TOPIC, MESSAGE);
  mqtt.disconnect();
  network.flush();
  return isSent;
}

void setup() {
  Serial.begin({{baud}});
  pinMode(BUTTON_PIN, INPUT_PULLUP);
  // After power-up nobody has pressed anything yet.
  if (esp_sleep_get_wakeup_cause() != ESP_SLEEP_WAKEUP_UNDEFINED) {
    Serial.println(publish() ? "Sent" : "Not sent");
    Serial.flush();
  }
  while (digitalRead(BUTTON_PIN) == LOW) {
    delay(10);  // A button that is still held would wake the chip at once.
  }
{{if esp32c3}}
  esp_deep_sleep_enable_gpio_wakeup(1ULL << BUTTON_PIN, ESP_GPIO_WAKEUP_GPIO_LOW);
{{else}}
{{if esp32c6}}
  esp_sleep_enable_ext1_wakeup(1ULL << BUTTON_PIN, ESP_EXT1_WAKEUP_ANY_LOW);
{{else}}
  esp_sleep_enable_ext0_wakeup((gpio_num_t)BUTTON_PIN, 0);
{{end}}
{{end}}
  esp_deep_sleep_start();
}

void loop() {
  // Never reached: waking up is a reset.
}
