#include <LittleFS.h>

{{if fed}}
{{else}}
const int SENSOR_PIN = {{sensor}};
const unsigned long INTERVAL_MS = {{interval_ms}};
{{end}}
const char* FILE_NAME = "/{{file}}";

{{if fed}}
{{else}}
unsigned long lastEntry = 0;
{{end}}

void writeEntry(const char* text) {
  File file = LittleFS.open(FILE_NAME, "a");
  if (!file) {
    Serial.println("The file does not open");
    return;
  }
  file.print(millis() / 1000);
  file.print(',');
  file.println(text);
  file.close();
}

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
{{if fed}}
{{else}}
  if (millis() - lastEntry >= INTERVAL_MS) {
    lastEntry += INTERVAL_MS;
    char text[8];
    snprintf(text, sizeof(text), "%d", (int)analogRead(SENSOR_PIN));
    writeEntry(text);
  }
{{end}}
}
