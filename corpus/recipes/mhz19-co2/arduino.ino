{{if softserial}}
#include <SoftwareSerial.h>

{{end}}
const unsigned long PORT_BAUD = 9600;
const unsigned long INTERVAL_MS = {{interval_ms}};
const uint8_t READ_COMMAND[] = {0xFF, 0x01, 0x86, 0, 0, 0, 0, 0, 0x79};

{{if softserial}}
SoftwareSerial softSerial({{rx}}, {{tx}});
{{end}}
unsigned long lastRequest = 0;

void setup() {
  Serial.begin({{baud}});
  {{uart.begin}}
  {{uart}}.setTimeout(200);
}

void loop() {
  if (millis() - lastRequest >= INTERVAL_MS) {
    lastRequest += INTERVAL_MS;
    {{uart}}.write(READ_COMMAND, sizeof(READ_COMMAND));
    uint8_t answer[9];
    if ({{uart}}.readBytes(answer, sizeof(answer)) != sizeof(answer) || answer[1] != 0x86) {
      Serial.println("The sensor does not answer");
      return;
    }
{{adapt}}
    Serial.print("CO2: ");
    Serial.print((uint16_t)answer[2] << 8 | answer[3]);
    Serial.println(" ppm");
{{end}}
  }
}
