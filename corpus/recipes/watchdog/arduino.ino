{{if avr}}
#include <avr/wdt.h>
{{end}}
{{if esp32}}
#include <esp_task_wdt.h>
{{end}}

{{if avr}}
const int TIMEOUT_S = {{timeout_s}};
{{end}}
{{if esp32 rp2040}}
const uint32_t TIMEOUT_MS = {{timeout_s}} * 1000UL;
{{end}}

void startWatchdog() {
{{if avr}}
  wdt_enable(TIMEOUT_S <= 1 ? WDTO_1S : TIMEOUT_S <= 2 ? WDTO_2S : TIMEOUT_S <= 4 ? WDTO_4S : WDTO_8S);
{{end}}
{{if esp32@2}}
  esp_task_wdt_init(TIMEOUT_MS / 1000, true);
  esp_task_wdt_add(NULL);
{{end}}
{{if esp32@3}}
  esp_task_wdt_config_t config = {};
  config.timeout_ms = TIMEOUT_MS;
  config.trigger_panic = true;
  esp_task_wdt_reconfigure(&config);  // The core has started it with its own timeout.
  esp_task_wdt_add(NULL);
{{end}}
{{if esp8266}}
  ESP.wdtEnable(WDTO_8S);
{{end}}
{{if rp2040}}
  rp2040.wdt_begin(TIMEOUT_MS);
{{end}}
}

void feedWatchdog() {
{{if avr}}
  wdt_reset();
{{end}}
{{if esp32}}
  esp_task_wdt_reset();
{{end}}
{{if esp8266}}
  ESP.wdtFeed();
{{end}}
{{if rp2040}}
  rp2040.wdt_reset();
{{end}}
}

void setup() {
  Serial.begin({{baud}});
  Serial.println("Start");
  startWatchdog();
}

void loop() {
  feedWatchdog();
{{adapt}}
  Serial.println("Working");
{{end}}
  delay(500);
}
