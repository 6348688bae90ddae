#include <LittleFS.h>

const int SENSOR_PIN = {{sensor}};
const unsigned long INTERVAL_MS = {{interval_ms}};
const char* FILE_NAME = "/log.csv";

unsigned long lastEntry = 0;

void setup() {
  Serial.begin({{baud}});
{{if esp32}}
  bool isMounted = LittleFS.begin(true);  // Formats a new flash.
{{else}}
  bool isMounted = LittleFS.begin();
{{end}}
  if (!isMounted) {
    Serial.println("No file system");
  }
}

void loop() {
  if (millis() - lastEntry >= INTERVAL_MS) {
    lastEntry += INTERVAL_MS;
    File file = LittleFS.open(FILE_NAME, "a");
    if (!file) {
      Serial.println("The file does not open");
      return;
    }
    file.print(millis() / 1000);
    file.print(',');
    file.println(analogRead(SENSOR_PIN));
    file.close();
  }
}
