const int SENSOR_PIN = {{sensor}};
const uint32_t INTERVAL_MS = {{interval_ms}};

QueueHandle_t readings = nullptr;

void measure(void* nothing) {
  for (;;) {
    int raw = analogRead(SENSOR_PIN);
    xQueueSend(readings, &raw, portMAX_DELAY);
    vTaskDelay(pdMS_TO_TICKS(INTERVAL_MS));
  }
}

void report(void* nothing) {
  int raw;
  for (;;) {
    if (xQueueReceive(readings, &raw, portMAX_DELAY) == pdTRUE) {
      Serial.print("Raw: ");
      Serial.println(raw);
    }
  }
}

void setup() {
  Serial.begin({{baud}});
  readings = xQueueCreate(8, sizeof(int));
  xTaskCreate(measure, "measure", 2048, nullptr, 2, nullptr);
  xTaskCreate(report, "report", 2048, nullptr, 1, nullptr);
}

void loop() {
  vTaskDelay(pdMS_TO_TICKS(1000));
}
