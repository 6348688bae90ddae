const int LED_PIN = {{led}};

{{if rp2040}}
void setup1() {
  pinMode(LED_PIN, OUTPUT);
}

void loop1() {
  digitalWrite(LED_PIN, HIGH);
  delay(250);
  digitalWrite(LED_PIN, LOW);
  delay(250);
}

void setup() {
  Serial.begin({{baud}});
}
{{else}}
void blink(void* nothing) {
  pinMode(LED_PIN, OUTPUT);
  for (;;) {
    digitalWrite(LED_PIN, HIGH);
    vTaskDelay(pdMS_TO_TICKS(250));
    digitalWrite(LED_PIN, LOW);
    vTaskDelay(pdMS_TO_TICKS(250));
  }
}

void setup() {
  Serial.begin({{baud}});
{{if esp32c3 esp32c6 esp32s2}}
  xTaskCreate(blink, "blink", 2048, nullptr, 1, nullptr);  // This chip has one core, shared by tasks.
{{else}}
  xTaskCreatePinnedToCore(blink, "blink", 2048, nullptr, 1, nullptr, 0);
{{end}}
}
{{end}}

void loop() {
  Serial.println("The main core counts");
  delay(1000);
}
