#include <SPI.h>
#include <RF24.h>

const int CE_PIN = {{ce}};
const int CS_PIN = {{cs}};
const uint8_t ADDRESS[] = "node1";
const unsigned long INTERVAL_MS = {{interval_ms}};

RF24 radio(CE_PIN, CS_PIN);
uint32_t count = 0;
unsigned long lastSend = 0;
bool isThere = false;

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
  if (isThere && millis() - lastSend >= INTERVAL_MS) {
    lastSend += INTERVAL_MS;
    count++;
    Serial.println(radio.write(&count, sizeof(count)) ? "Delivered" : "Lost");
  }
}
