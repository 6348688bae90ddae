{{if softserial}}
#include <SoftwareSerial.h>

{{end}}
const unsigned long PORT_BAUD = 9600;
const int DIRECTION_PIN = {{direction}};
{{if fed}}
{{else}}
const unsigned long INTERVAL_MS = {{interval_ms}};
{{end}}

{{if softserial}}
SoftwareSerial softSerial({{rx}}, {{tx}});
{{end}}
{{if fed}}
{{else}}
unsigned long lastSend = 0;
{{end}}

void sendLine(const char* text) {
  digitalWrite(DIRECTION_PIN, HIGH);
  {{uart}}.println(text);
  {{uart}}.flush();  // The last bit must be out before the line is let go.
  digitalWrite(DIRECTION_PIN, LOW);
}

void setup() {
  pinMode(DIRECTION_PIN, OUTPUT);
  digitalWrite(DIRECTION_PIN, LOW);
  {{uart.begin}}
}

void loop() {
{{if fed}}
{{else}}
  if (millis() - lastSend >= INTERVAL_MS) {
    lastSend += INTERVAL_MS;
    char text[12];
    snprintf(text, sizeof(text), "%lu", millis() / 1000);
    sendLine(text);
  }
{{end}}
}
