#include <SPI.h>
#include <MFRC522.h>

const int CS_PIN = {{cs}};
const int RESET_PIN = {{reset}};

MFRC522 reader(CS_PIN, RESET_PIN);

void setup() {
  Serial.begin({{baud}});
  {{spi.begin}}
  reader.PCD_Init();
}

void loop() {
  if (!reader.PICC_IsNewCardPresent() || !reader.PICC_ReadCardSerial()) {
    return;
  }
{{out}}
  Serial.print("Card:");
  for (byte i = 0; i < reader.uid.size; i++) {
    Serial.print(reader.uid.uidByte[i] < 0x10 ? " 0" : " ");
    Serial.print(reader.uid.uidByte[i], HEX);
  }
  Serial.println();
{{end}}
  reader.PICC_HaltA();
}
