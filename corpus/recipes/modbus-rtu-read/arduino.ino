{{if softserial}}
#include <SoftwareSerial.h>

{{end}}
const unsigned long PORT_BAUD = 9600;
const int DIRECTION_PIN = {{direction}};
const uint8_t SLAVE = {{slave}};
const uint16_t REGISTER = {{register}};
const unsigned long INTERVAL_MS = {{interval_ms}};

{{if softserial}}
SoftwareSerial softSerial({{rx}}, {{tx}});
{{end}}
unsigned long lastRequest = 0;

uint16_t crc16(const uint8_t* data, int count) {
  uint16_t crc = 0xFFFF;
  for (int i = 0; i < count; i++) {
    crc ^= data[i];
    for (int bit = 0; bit < 8; bit++) {
      crc = crc & 1 ? crc >> 1 ^ 0xA001 : crc >> 1;
    }
  }
  return crc;
}

bool readRegister(uint16_t& value) {
  uint8_t frame[8] = {SLAVE, 3, (uint8_t)(REGISTER >> 8), (uint8_t)(REGISTER & 0xFF), 0, 1, 0, 0};
  uint16_t crc = crc16(frame, 6);
  frame[6] = crc & 0xFF;
  frame[7] = crc >> 8;
  digitalWrite(DIRECTION_PIN, HIGH);
  {{uart}}.write(frame, sizeof(frame));
  {{uart}}.flush();
  digitalWrite(DIRECTION_PIN, LOW);
  uint8_t answer[7];
  if ({{uart}}.readBytes(answer, sizeof(answer)) != sizeof(answer)) {
    return false;
  }
  if (crc16(answer, 5) != ((uint16_t)answer[6] << 8 | answer[5])) {
    return false;
  }
  value = (uint16_t)answer[3] << 8 | answer[4];
  return true;
}

void setup() {
  Serial.begin({{baud}});
  pinMode(DIRECTION_PIN, OUTPUT);
  {{uart.begin}}
  {{uart}}.setTimeout(200);
}

void loop() {
  if (millis() - lastRequest >= INTERVAL_MS) {
    lastRequest += INTERVAL_MS;
    uint16_t value;
    if (readRegister(value)) {
{{adapt}}
      Serial.print("Register: ");
      Serial.println(value);
{{end}}
    } else {
      Serial.println("The slave does not answer");
    }
  }
}
