#include <BLEDevice.h>

const char* NAME = "{{name}}";
const unsigned long INTERVAL_MS = {{interval_ms}};

unsigned long lastUpdate = 0;

void advertise(uint8_t value) {
  BLEAdvertisementData data;
  data.setFlags(0x06);
  data.setName(NAME);
  char maker[] = { (char)0xFF, (char)0xFF, (char)value };  // 0xFFFF: for tests.
{{if esp32@3}}
  data.setManufacturerData(String(maker, sizeof(maker)));
{{else}}
  data.setManufacturerData(std::string(maker, sizeof(maker)));
{{end}}
  BLEAdvertising* advertising = BLEDevice::getAdvertising();
  advertising->stop();
  advertising->setAdvertisementData(data);
  advertising->start();
}

void setup() {
  BLEDevice::init(NAME);
  advertise(0);
}

void loop() {
  if (millis() - lastUpdate >= INTERVAL_MS) {
    lastUpdate += INTERVAL_MS;
    advertise(millis() / 1000);
  }
}
