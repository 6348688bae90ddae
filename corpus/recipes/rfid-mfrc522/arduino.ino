#include <SPI.h>
#include <MFRC522.h>

const int CS_PIN = {{cs}};
const int RESET_PIN = {{reset}};

{{if asked.uid}}
const char* UID = "{{uid}}";  // The one card that counts.
{{end}}

MFRC522 reader(CS_PIN, RESET_PIN);

{{if asked.uid}}
// Compares hexadecimal digits with the card in front of the reader, whatever stands between them.
bool isExpected() {
  char digits[21] = "";
  for (byte i = 0; i < reader.uid.size; i++) {
    snprintf(digits + 2 * i, 3, "%02X", reader.uid.uidByte[i]);
  }
  const char* next = digits;
  for (const char* c = UID; *c != '\0'; c++) {
    if (isxdigit(*c) && toupper(*c) != *next++) {
      return false;
    }
  }
  return *next == '\0';
}

{{end}}
void setup() {
  Serial.begin({{baud}});
  {{spi.begin}}
  reader.PCD_Init();
}

void loop() {
  if (!reader.PICC_IsNewCardPresent() || !reader.PICC_ReadCardSerial()) {
    return;
  }
{{if asked.uid}}
  if (!isExpected()) {
    Serial.println("Another card");
    reader.PICC_HaltA();
    return;
  }
{{end}}
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
