#include <BLEDevice.h>
#include <BLEServer.h>
#include <BLEUtils.h>
#include <BLE2902.h>

const char* NAME = "{{name}}";
const char* SERVICE_UUID = "4fafc201-1fb5-459e-8fcc-c5c9c331914b";
const char* VALUE_UUID = "beb5483e-36e1-4688-b7f5-ea07361b26a8";
{{if fed}}
{{else}}
const unsigned long INTERVAL_MS = {{interval_ms}};
{{end}}

BLECharacteristic* characteristic = nullptr;
volatile bool isConnected = false;
{{if fed}}
{{else}}
unsigned long lastNotify = 0;
{{end}}

class ConnectionCallbacks : public BLEServerCallbacks {
  void onConnect(BLEServer* server) override {
    isConnected = true;
  }
  void onDisconnect(BLEServer* server) override {
    isConnected = false;
    BLEDevice::startAdvertising();
  }
};

// The value can also be read; who has subscribed is told each time.
void notifyValue(const char* text) {
  characteristic->setValue(text);
  if (isConnected) {
    characteristic->notify();
  }
}

void setup() {
  BLEDevice::init(NAME);
  BLEServer* server = BLEDevice::createServer();
  server->setCallbacks(new ConnectionCallbacks());
  BLEService* service = server->createService(SERVICE_UUID);
  characteristic = service->createCharacteristic(VALUE_UUID, BLECharacteristic::PROPERTY_READ | BLECharacteristic::PROPERTY_NOTIFY);
  characteristic->addDescriptor(new BLE2902());
  service->start();
  BLEDevice::getAdvertising()->addServiceUUID(SERVICE_UUID);
  BLEDevice::startAdvertising();
}

void loop() {
{{if fed}}
{{else}}
  if (millis() - lastNotify >= INTERVAL_MS) {
    lastNotify += INTERVAL_MS;
    char text[16];
    snprintf(text, sizeof(text), "%lu s", millis() / 1000);
    notifyValue(text);
  }
{{end}}
}
