const uint64_t SLEEP_US = {{interval_ms}} * 1000ULL;

unsigned long naps = 0;

void setup() {
  Serial.begin({{baud}});
  esp_sleep_enable_timer_wakeup(SLEEP_US);
}

void loop() {
  naps++;
  Serial.print("Nap ");
  Serial.println(naps);
  Serial.flush();
  esp_light_sleep_start();
}
