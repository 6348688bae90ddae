//- /blink.ino board:esp32dev
const int LED = 2;

void setup() {
  pinMode(LED, OUTPUT);
//        ^^^ hint[strapping-pin-used]: GPIO2 of the ESP32 DevKitC is sampled at reset
}

void loop() {
  digitalWrite(LED, !digitalRead(LED));
  delay(500);
}
