{{if esp32}}
#include <Preferences.h>

Preferences preferences;
{{else}}
#include <EEPROM.h>

const int COUNTER_ADDRESS = 0;
{{end}}

uint32_t countBoot() {
{{if esp32}}
  preferences.begin("boots", false);
  uint32_t boots = preferences.getUInt("count", 0) + 1;
  preferences.putUInt("count", boots);
  preferences.end();
{{else}}
{{if esp8266 rp2040}}
  EEPROM.begin(16);
{{end}}
  uint32_t boots = 0;
  EEPROM.get(COUNTER_ADDRESS, boots);
  if (boots == 0xFFFFFFFF) {
    boots = 0;  // Erased memory reads as ones.
  }
  boots++;
  EEPROM.put(COUNTER_ADDRESS, boots);
{{if esp8266 rp2040}}
  EEPROM.commit();
{{end}}
{{end}}
  return boots;
}

void setup() {
  Serial.begin({{baud}});
  uint32_t boots = countBoot();
{{adapt}}
  Serial.print("Start number ");
  Serial.println(boots);
{{end}}
}

void loop() {
}
