#include <SPI.h>
#include <LoRa.h>

const int CS_PIN = {{cs}};
const int RESET_PIN = {{reset}};
const int DIO0_PIN = {{dio0}};
const long FREQUENCY = {{megahertz}} * 1000000L;
{{if fed}}
{{else}}
const unsigned long INTERVAL_MS = {{interval_ms}};
{{end}}

{{if fed}}
{{else}}
{{if asked.message}}
{{else}}
unsigned long count = 0;
{{end}}
unsigned long lastSend = 0;
{{end}}
bool isThere = false;
{{if fed}}

void sendPacket(const char* text) {
  if (isThere) {
    LoRa.beginPacket();
    LoRa.print(text);
    LoRa.endPacket();
  }
}
{{end}}

void setup() {
  Serial.begin({{baud}});
  {{spi.begin}}
  LoRa.setPins(CS_PIN, RESET_PIN, DIO0_PIN);
  isThere = LoRa.begin(FREQUENCY);
  Serial.println(isThere ? "Radio ready" : "The radio does not answer");
}

void loop() {
{{if fed}}
{{else}}
  if (isThere && millis() - lastSend >= INTERVAL_MS) {
    lastSend += INTERVAL_MS;
    LoRa.beginPacket();
{{if asked.message}}
    LoRa.print("{{message}}");
{{else}}
    LoRa.print("{{message}} ");
    LoRa.print(++count);
{{end}}
    LoRa.endPacket();
  }
{{end}}
}
