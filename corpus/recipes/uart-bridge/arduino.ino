{{if softserial}}
#include <SoftwareSerial.h>

{{end}}
const unsigned long PORT_BAUD = 9600;

{{if softserial}}
SoftwareSerial softSerial({{rx}}, {{tx}});
{{end}}

void setup() {
  Serial.begin({{baud}});
  {{uart.begin}}
}

void loop() {
  while (Serial.available() > 0) {
    {{uart}}.write(Serial.read());
  }
  while ({{uart}}.available() > 0) {
    Serial.write({{uart}}.read());
  }
}
