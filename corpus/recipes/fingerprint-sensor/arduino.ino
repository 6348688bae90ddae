{{if softserial}}
#include <SoftwareSerial.h>
{{end}}
#include <Adafruit_Fingerprint.h>

const unsigned long PORT_BAUD = 57600;
const unsigned long INTERVAL_MS = {{interval_ms}};

{{if softserial}}
SoftwareSerial softSerial({{rx}}, {{tx}});
{{end}}
Adafruit_Fingerprint finger(&{{uart}});
unsigned long lastLook = 0;

void setup() {
  Serial.begin({{baud}});
  {{uart.begin}}
  Serial.println(finger.verifyPassword() ? "Sensor ready" : "The sensor does not answer");
}

void loop() {
  if (millis() - lastLook < INTERVAL_MS) {
    return;
  }
  lastLook = millis();
  if (finger.getImage() != FINGERPRINT_OK || finger.image2Tz() != FINGERPRINT_OK) {
    return;  // No finger, or a blurred one.
  }
  if (finger.fingerFastSearch() == FINGERPRINT_OK) {
{{out}}
    Serial.print("Finger ");
    Serial.println(finger.fingerID);
{{end}}
  } else {
    Serial.println("Unknown finger");
  }
}
