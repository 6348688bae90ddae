#include <SPI.h>
#include <SD.h>

const int CS_PIN = {{cs}};
const int SENSOR_PIN = {{sensor}};
const unsigned long INTERVAL_MS = {{interval_ms}};
const char* FILE_NAME = "/log.csv";

bool isThere = false;
unsigned long lastEntry = 0;

void setup() {
  Serial.begin({{baud}});
  {{spi.begin}}
  isThere = SD.begin(CS_PIN);
  Serial.println(isThere ? "Card ready" : "No card");
}

void loop() {
  if (isThere && millis() - lastEntry >= INTERVAL_MS) {
    lastEntry += INTERVAL_MS;
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
    file.println(analogRead(SENSOR_PIN));
    file.close();
  }
}
