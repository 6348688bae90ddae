#include <SPI.h>
#include <RF24.h>

const int CE_PIN = {{ce}};
const int CS_PIN = {{cs}};
const uint8_t ADDRESS[] = "node1";

RF24 radio(CE_PIN, CS_PIN);
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
  radio.openReadingPipe(1, ADDRESS);
  radio.startListening();
}

void loop() {
  if (isThere && radio.available()) {
    uint32_t count;
    radio.read(&count, sizeof(count));
    Serial.print("Received: ");
    Serial.println(count);
  }
}
