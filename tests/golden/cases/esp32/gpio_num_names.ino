//- /gpio_num_names.ino board:esp32dev
void setup() {
  pinMode(GPIO_NUM_35, OUTPUT);
//        ^^^^^^^^^^^ error[input-only-pin-driven]: GPIO_NUM_35 (GPIO35) of the ESP32 DevKitC is input-only: pinMode cannot drive it
  pinMode(GPIO_NUM_32, OUTPUT);
  gpio_set_level(GPIO_NUM_32, 1);
}

void loop() {}
