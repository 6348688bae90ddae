//- /dac.ino board:esp32dev
void setup() {}

void loop() {
  for (int level = 0; level < 256; level++) {
    dacWrite(25, level);
    dacWrite(27, level);
//           ^^ error[dac-on-plain-pin]: GPIO27 of the ESP32 DevKitC has no DAC
  }
}
