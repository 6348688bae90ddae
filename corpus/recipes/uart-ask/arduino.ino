{{if softserial}}
#include <SoftwareSerial.h>

{{end}}
const unsigned long PORT_BAUD = {{baud}};
const char* TEXT = "{{text}}";
const unsigned long INTERVAL_MS = {{interval_ms}};

{{if softserial}}
SoftwareSerial softSerial({{rx}}, {{tx}});
{{end}}
unsigned long lastSend = 0;

void setup() {
  Serial.begin(115200);
  {{uart.begin}}
}

void loop() {
  if (millis() - lastSend >= INTERVAL_MS) {
    lastSend += INTERVAL_MS;
    {{uart}}.println(TEXT);
  }
  while ({{uart}}.available() > 0) {
    Serial.write({{uart}}.read());
  }
}
