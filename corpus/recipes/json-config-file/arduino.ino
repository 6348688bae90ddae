#include <ArduinoJson.h>
#include <LittleFS.h>

const char* FILE_NAME = "/config.json";

int interval = 1000;

bool loadSettings() {
  File file = LittleFS.open(FILE_NAME, "r");
  JsonDocument document;
  if (!file || deserializeJson(document, file)) {
    return false;  // No file, or it is not JSON: the defaults stand.
  }
  interval = document["interval"] | interval;
  return true;
}

bool saveSettings() {
  File file = LittleFS.open(FILE_NAME, "w");
  JsonDocument document;
  document["interval"] = interval;
  return file && serializeJson(document, file) > 0;
}

void setup() {
  Serial.begin({{baud}});
{{if esp32}}
  LittleFS.begin(true);  // Formats a new flash.
{{else}}
  LittleFS.begin();
{{end}}
  if (!loadSettings() && !saveSettings()) {
    Serial.println("The settings cannot be saved");
  }
  Serial.print("Interval: ");
  Serial.println(interval);
}

void loop() {
}
