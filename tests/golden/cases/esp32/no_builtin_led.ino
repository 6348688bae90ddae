//- /no_builtin_led.ino board:esp32dev expect:no-compile
// The plain ESP32 board defines no LED_BUILTIN.
void setup() {
  pinMode(LED_BUILTIN, OUTPUT);
//        ^^^^^^^^^^^ error[undeclared-pin-name]: LED_BUILTIN is declared nowhere, and the ESP32 DevKitC has no pin of that name
}

void loop() {
  digitalWrite(LED_BUILTIN, HIGH);
//             ^^^^^^^^^^^ error[undeclared-pin-name]: LED_BUILTIN is declared nowhere, and the ESP32 DevKitC has no pin of that name
  delay(500);
}
