#include <BLEDevice.h>
#include <BLEServer.h>
#include <BLEUtils.h>
#include <BLE2902.h>

const char* NAME = "{{name}}";
const int LED_PIN = {{led}};
// Nordic UART Service, which many phone apps know.
const char* SERVICE_UUID = "6E400001-B5A3-F393-E0A9-E50E24DCCA9E";
const char* RX_UUID = "6E400002-B5A3-F393-E0A9-E50E24DCCA9E";
const char* TX_UUID = "6E400003-B5A3-F393-E0A9-E50E24DCCA9E";

BLECharacteristic* tx = nullptr;
volatile bool isConnected = false;
{{if fed}}
{{else}}
unsigned long lastSend = 0;
{{end}}

class ServerCallbacks : public BLEServerCallbacks {
  void onConnect(BLEServer* server) override {
    isConnected = true;
  }
  void onDisconnect(BLEServer* server) override {
    isConnected = false;
    BLEDevice::startAdvertising();
  }
};

class RxCallbacks : public BLECharacteristicCallbacks {
  void onWrite(BLECharacteristic* characteristic) override {
    auto text = characteristic->getValue();
    digitalWrite(LED_PIN, text == "on" ? HIGH : LOW);
  }
};

{{if fed}}
void notifyPhone(const char* text) {
  if (isConnected) {
    tx->setValue(text);
    tx->notify();
  }
}

{{end}}
void setup() {
  pinMode(LED_PIN, OUTPUT);
  BLEDevice::init(NAME);
  BLEServer* server = BLEDevice::createServer();
  server->setCallbacks(new ServerCallbacks());
  BLEService* service = server->createService(SERVICE_UUID);
  tx = service->createCharacteristic(TX_UUID, BLECharacteristic::PROPERTY_NOTIFY);
  tx->addDescriptor(new BLE2902());
  BLECharacteristic* rx = service->createCharacteristic(RX_UUID, BLECharacteristic::PROPERTY_WRITE);
  rx->setCallbacks(new RxCallbacks());
  service->start();
  BLEDevice::getAdvertising()->addServiceUUID(SERVICE_UUID);
  BLEDevice::startAdvertising();
}

void loop() {
{{if fed}}
{{else}}
  if (isConnected && millis() - lastSend >= 1000) {
    lastSend = millis();
    char text[16];
    snprintf(text, sizeof(text), "%lu s", millis() / 1000);
    tx->setValue(text);
    tx->notify();
  }
{{end}}
}
