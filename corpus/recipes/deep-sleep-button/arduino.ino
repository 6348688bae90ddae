{{if avr}}
#include <avr/interrupt.h>
#include <avr/power.h>
#include <avr/sleep.h>

{{end}}
const int BUTTON_PIN = {{button}};

{{if avr}}
void onWake() {
  detachInterrupt(digitalPinToInterrupt(BUTTON_PIN));  // A low level would interrupt forever.
}

void setup() {
  Serial.begin({{baud}});
  pinMode(BUTTON_PIN, INPUT_PULLUP);
}

void loop() {
  Serial.println("Awake");
  Serial.flush();
  set_sleep_mode(SLEEP_MODE_PWR_DOWN);
  noInterrupts();
  sleep_enable();
  attachInterrupt(digitalPinToInterrupt(BUTTON_PIN), onWake, LOW);
  interrupts();
  sleep_cpu();
  sleep_disable();
  delay(200);  // Let the button settle.
}
{{else}}
void setup() {
  Serial.begin({{baud}});
  pinMode(BUTTON_PIN, INPUT_PULLUP);
  Serial.println("Awake");
  Serial.flush();
{{if esp32c3}}
  esp_deep_sleep_enable_gpio_wakeup(1ULL << BUTTON_PIN, ESP_GPIO_WAKEUP_GPIO_LOW);
{{else}}
{{if esp32}}
{{if esp32c6}}
  esp_sleep_enable_ext1_wakeup(1ULL << BUTTON_PIN, ESP_EXT1_WAKEUP_ANY_LOW);
{{else}}
  esp_sleep_enable_ext0_wakeup((gpio_num_t)BUTTON_PIN, 0);
{{end}}
{{end}}
{{end}}
  esp_deep_sleep_start();
}

void loop() {
  // Never reached: waking up is a reset.
}
{{end}}
