#include <ArduinoJson.h>
#include <LittleFS.h>

const char* FILE_NAME = "/config.json";

int interval = 1000;

void setup() {
  Serial.begin({{baud}});
  LittleFS.begin();
  File file = LittleFS.open(FILE_NAME, "r");
  JsonDocument document;
  if (file && !deserializeJson(document, file)) {
    interval = document["interval"] | interval;
  }
  Serial.print("Interval: ");
  Serial.println(interval);
}

void loop() {
}
