#include <SPI.h>
#include <LoRa.h>

const int CS_PIN = {{cs}};
const int RESET_PIN = {{reset}};
const int DIO0_PIN = {{dio0}};
const long FREQUENCY = {{megahertz}} * 1000000L;
const unsigned long INTERVAL_MS = {{interval_ms}};

unsigned long count = 0;
unsigned long lastSend = 0;
bool isThere = false;

void setup() {
  Serial.begin({{baud}});
  {{spi.begin}}
  LoRa.setPins(CS_PIN, RESET_PIN, DIO0_PIN);
  isThere = LoRa.begin(FREQUENCY);
  Serial.println(isThere ? "Radio ready" : "The radio does not answer");
}

void loop() {
  if (isThere && millis() - lastSend >= INTERVAL_MS) {
    lastSend += INTERVAL_MS;
    LoRa.beginPacket();
    LoRa.print("count ");
    LoRa.print(++count);
    LoRa.endPacket();
  }
}
