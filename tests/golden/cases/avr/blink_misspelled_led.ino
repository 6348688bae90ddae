//- /blink_misspelled_led.ino board:uno expect:no-compile
void setup() {
  pinMode(LED_BUITLIN, OUTPUT);
//        ^^^^^^^^^^^ error[undeclared-pin-name]: LED_BUITLIN is declared nowhere, and the Arduino UNO has no pin of that name
}

void loop() {
  digitalWrite(LED_BUILTIN, HIGH);
  delay(1000);
}
