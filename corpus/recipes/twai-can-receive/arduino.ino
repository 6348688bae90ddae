#include <driver/twai.h>

const int TX_PIN = {{tx}};
const int RX_PIN = {{rx}};

void setup() {
  Serial.begin({{baud}});
  twai_general_config_t general = TWAI_GENERAL_CONFIG_DEFAULT((gpio_num_t)TX_PIN, (gpio_num_t)RX_PIN, TWAI_MODE_NORMAL);
  twai_timing_config_t timing = TWAI_TIMING_CONFIG_500KBITS();
  twai_filter_config_t filter = TWAI_FILTER_CONFIG_ACCEPT_ALL();
  bool isStarted = twai_driver_install(&general, &timing, &filter) == ESP_OK && twai_start() == ESP_OK;
  Serial.println(isStarted ? "CAN ready" : "CAN does not start");
}

void loop() {
  twai_message_t message = {};
  if (twai_receive(&message, pdMS_TO_TICKS(10)) != ESP_OK) {
    return;
  }
{{out}}
  Serial.print("Frame 0x");
  Serial.print(message.identifier, HEX);
  Serial.print(":");
  for (int i = 0; i < message.data_length_code; i++) {
    Serial.print(" ");
    Serial.print(message.data[i], HEX);
  }
  Serial.println();
{{end}}
}
