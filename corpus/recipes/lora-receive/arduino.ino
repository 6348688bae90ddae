#include <SPI.h>
#include <LoRa.h>

const int CS_PIN = {{cs}};
const int RESET_PIN = {{reset}};
const int DIO0_PIN = {{dio0}};
const long FREQUENCY = {{megahertz}} * 1000000L;

bool isThere = false;

void setup() {
  Serial.begin({{baud}});
  {{spi.begin}}
  LoRa.setPins(CS_PIN, RESET_PIN, DIO0_PIN);
  isThere = LoRa.begin(FREQUENCY);
  Serial.println(isThere ? "Radio ready" : "The radio does not answer");
}

void loop() {
  if (!isThere || LoRa.parsePacket() == 0) {
    return;
  }
  Serial.print("Received: ");
  while (LoRa.available() > 0) {
    Serial.print((char)LoRa.read());
  }
  Serial.print("  RSSI ");
  Serial.println(LoRa.packetRssi());
}
