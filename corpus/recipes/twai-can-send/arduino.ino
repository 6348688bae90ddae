#include <driver/twai.h>

const gpio_num_t TX_PIN = (gpio_num_t){{tx}};
const gpio_num_t RX_PIN = (gpio_num_t){{rx}};
const unsigned long INTERVAL_MS = {{interval_ms}};

uint8_t count = 0;
unsigned long lastSend = 0;

void setup() {
  Serial.begin({{baud}});
  twai_general_config_t general = TWAI_GENERAL_CONFIG_DEFAULT(TX_PIN, RX_PIN, TWAI_MODE_NORMAL);
  twai_timing_config_t timing = TWAI_TIMING_CONFIG_500KBITS();
  twai_filter_config_t filter = TWAI_FILTER_CONFIG_ACCEPT_ALL();
  if (twai_driver_install(&general, &timing, &filter) != ESP_OK || twai_start() != ESP_OK) {
    Serial.println("CAN does not start");
  }
}

void loop() {
  if (millis() - lastSend >= INTERVAL_MS) {
    lastSend += INTERVAL_MS;
    twai_message_t message = {};
    message.identifier = 0x123;
    message.data_length_code = 1;
    message.data[0] = count++;
    if (twai_transmit(&message, pdMS_TO_TICKS(100)) != ESP_OK) {
      Serial.println("Not sent: is another node on the bus?");
    }
  }
}
