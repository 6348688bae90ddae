{{if softserial}}
#include <SoftwareSerial.h>
{{end}}
#include <TinyGPSPlus.h>

const unsigned long PORT_BAUD = 9600;
const unsigned long INTERVAL_MS = 1000;

{{if softserial}}
SoftwareSerial softSerial({{rx}}, {{tx}});
{{end}}
TinyGPSPlus gps;
unsigned long lastPrint = 0;

void setup() {
  Serial.begin({{baud}});
  {{uart.begin}}
}

void loop() {
  while ({{uart}}.available() > 0) {
    gps.encode({{uart}}.read());
  }
  if (millis() - lastPrint >= INTERVAL_MS) {
    lastPrint += INTERVAL_MS;
    if (gps.location.isValid()) {
{{adapt}}
      Serial.print("Position: ");
      Serial.print(gps.location.lat(), 6);
      Serial.print(", ");
      Serial.println(gps.location.lng(), 6);
{{end}}
    } else {
      Serial.println("No fix yet");
    }
  }
}
