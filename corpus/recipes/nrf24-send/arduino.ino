#include <SPI.h>
#include <RF24.h>

const int CE_PIN = {{ce}};
const int CS_PIN = {{cs}};
const uint8_t ADDRESS[] = "node1";
{{if fed}}
{{else}}
const unsigned long INTERVAL_MS = {{interval_ms}};
{{end}}

RF24 radio(CE_PIN, CS_PIN);
{{if fed}}
{{else}}
uint32_t count = 0;
unsigned long lastSend = 0;
{{end}}
bool isThere = false;
{{if fed}}

// A packet holds 32 bytes at most.
void sendPacket(const char* text) {
  if (isThere) {
    radio.write(text, min(strlen(text), (size_t)32));
  }
}
{{end}}

void setup() {
  Serial.begin({{baud}});
  {{spi.begin}}
  isThere = radio.begin();
  if (!isThere) {
    Serial.println("The radio does not answer");
    return;
  }
  radio.setPALevel(RF24_PA_LOW);
  radio.openWritingPipe(ADDRESS);
  radio.stopListening();
}

void loop() {
{{if fed}}
{{else}}
  if (isThere && millis() - lastSend >= INTERVAL_MS) {
    lastSend += INTERVAL_MS;
    count++;
    Serial.println(radio.write(&count, sizeof(count)) ? "Delivered" : "Lost");
  }
{{end}}
}
