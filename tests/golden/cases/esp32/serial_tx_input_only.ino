//- /serial_tx_input_only.ino board:esp32dev
void setup() {
  Serial1.begin(9600, SERIAL_8N1, 34, 35);
//                                    ^^ error[input-only-pin-driven]: GPIO35 of the ESP32 DevKitC is input-only: Serial1.begin cannot send on it
}

void loop() {}
