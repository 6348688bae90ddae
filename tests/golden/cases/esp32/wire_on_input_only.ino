//- /wire_on_input_only.ino board:esp32dev
#include <Wire.h>

#define SDA_PIN 34
#define SCL_PIN 35

void setup() {
  Wire.begin(SDA_PIN, SCL_PIN);
//           ^^^^^^^ error[input-only-pin-driven]: GPIO34 of the ESP32 DevKitC is input-only: Wire.begin cannot run I2C over it
//                    ^^^^^^^ error[input-only-pin-driven]: GPIO35 of the ESP32 DevKitC is input-only: Wire.begin cannot run I2C over it
}

void loop() {}
