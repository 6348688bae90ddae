//- /port_missing_c3.ino board:esp32-c3-devkitm-1
void setup() {
  Serial2.begin(9600);
//^^^^^^^ error[missing-on-chip]: the ESP32-C3-DevKitM-1 has no Serial2
}

void loop() {
}
