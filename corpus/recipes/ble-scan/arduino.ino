#include <BLEDevice.h>
#include <BLEScan.h>
#include <BLEAdvertisedDevice.h>

class Printer : public BLEAdvertisedDeviceCallbacks {
  void onResult(BLEAdvertisedDevice device) override {
    Serial.print(device.getAddress().toString().c_str());
    Serial.print("  ");
    Serial.print(device.getRSSI());
    Serial.print("  ");
    Serial.println(device.getName().c_str());
  }
};

void setup() {
  Serial.begin({{baud}});
  BLEDevice::init("");
  BLEScan* scan = BLEDevice::getScan();
  scan->setAdvertisedDeviceCallbacks(new Printer());
  scan->setActiveScan(true);
}

void loop() {
  BLEDevice::getScan()->start(5);
  BLEDevice::getScan()->clearResults();
  delay(1000);
}
