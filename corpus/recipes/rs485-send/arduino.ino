{{if softserial}}
#include <SoftwareSerial.h>

{{end}}
const unsigned long PORT_BAUD = 9600;
const int DIRECTION_PIN = {{direction}};
const unsigned long INTERVAL_MS = {{interval_ms}};

{{if softserial}}
SoftwareSerial softSerial({{rx}}, {{tx}});
{{end}}
unsigned long lastSend = 0;

void setup() {
  pinMode(DIRECTION_PIN, OUTPUT);
  digitalWrite(DIRECTION_PIN, LOW);
  {{uart.begin}}
}

void loop() {
  if (millis() - lastSend >= INTERVAL_MS) {
    lastSend += INTERVAL_MS;
    digitalWrite(DIRECTION_PIN, HIGH);
    {{uart}}.println(millis() / 1000);
    {{uart}}.flush();  // The last bit must be out before the line is let go.
    digitalWrite(DIRECTION_PIN, LOW);
  }
}
