//- /own_builtin_led.ino board:esp32dev
#ifndef LED_BUILTIN
#define LED_BUILTIN 2
#endif

void setup() {
  pinMode(LED_BUILTIN, OUTPUT);
//        ^^^^^^^^^^^ hint[strapping-pin-used]: GPIO2 of the ESP32 DevKitC is sampled at reset
}

void loop() {
  digitalWrite(LED_BUILTIN, HIGH);
  delay(500);
}
