//- /dht_on_input_only.ino board:esp32dev
#include <DHT.h>

#define DHTPIN 35
DHT dht(DHTPIN, DHT22);
//      ^^^^^^ error[input-only-pin-driven]: GPIO35 of the ESP32 DevKitC is input-only: DHT cannot talk both ways over it

void setup() {
  Serial.begin(115200);
  dht.begin();
}

void loop() {
  Serial.println(dht.readTemperature());
  delay(2000);
}
