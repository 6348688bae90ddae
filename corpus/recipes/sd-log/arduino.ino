#include <SPI.h>
#include <SD.h>

const int CS_PIN = {{cs}};
{{if fed}}
{{else}}
const int SENSOR_PIN = {{sensor}};
const unsigned long INTERVAL_MS = {{interval_ms}};
{{end}}
const char* FILE_NAME = "/{{file}}";

bool isThere = false;
{{if fed}}
{{else}}
unsigned long lastEntry = 0;
{{end}}

void writeEntry(const char* text) {
  if (!isThere) {
    return;
  }
{{if esp32}}
  File file = SD.open(FILE_NAME, FILE_APPEND);
{{else}}
  File file = SD.open(FILE_NAME, FILE_WRITE);
{{end}}
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
  {{spi.begin}}
  isThere = SD.begin(CS_PIN);
  Serial.println(isThere ? "Card ready" : "No card");
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
