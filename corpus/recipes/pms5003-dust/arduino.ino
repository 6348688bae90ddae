{{if softserial}}
#include <SoftwareSerial.h>

{{end}}
const unsigned long PORT_BAUD = 9600;
const int FRAME_BYTES = 32;

{{if softserial}}
SoftwareSerial softSerial({{rx}}, {{tx}});
{{end}}
uint8_t frame[FRAME_BYTES];
int nBytes = 0;

uint16_t word16(int at) {
  return (uint16_t)frame[at] << 8 | frame[at + 1];
}

bool isWhole() {
  uint16_t sum = 0;
  for (int i = 0; i < FRAME_BYTES - 2; i++) {
    sum += frame[i];
  }
  return sum == word16(FRAME_BYTES - 2);
}

void setup() {
  Serial.begin({{baud}});
  {{uart.begin}}
}

void loop() {
  while ({{uart}}.available() > 0) {
    uint8_t byte = {{uart}}.read();
    // A frame begins with 0x42 0x4D.
    if ((nBytes == 0 && byte != 0x42) || (nBytes == 1 && byte != 0x4D)) {
      nBytes = 0;
      continue;
    }
    frame[nBytes++] = byte;
    if (nBytes == FRAME_BYTES) {
      nBytes = 0;
      if (isWhole()) {
{{adapt}}
        Serial.print("PM2.5: ");
        Serial.print(word16(12));
        Serial.print("  PM10: ");
        Serial.println(word16(14));
{{end}}
      }
    }
  }
}
