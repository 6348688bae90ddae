#include <EEPROM.h>

const uint16_t MAGIC = 0xB0A2;  // Tells written settings from an empty memory.

struct Settings {
  uint16_t magic;
  uint16_t starts;
  float scale;
};

Settings settings;

void save() {
  EEPROM.put(0, settings);
{{if esp32 esp8266 rp2040}}
  EEPROM.commit();
{{end}}
}

void setup() {
  Serial.begin({{baud}});
{{if esp32 esp8266 rp2040}}
  EEPROM.begin(64);
{{end}}
  EEPROM.get(0, settings);
  if (settings.magic != MAGIC) {
    settings = {MAGIC, 0, 1.0};
  }
  settings.starts++;
  save();
  Serial.print("Starts: ");
  Serial.println(settings.starts);
}

void loop() {
}
