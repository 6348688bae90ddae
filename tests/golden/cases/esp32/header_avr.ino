//- /header_avr.ino board:esp32dev expect:no-compile
#include <avr/power.h>
//        ^^^^^^^^^^^ error[header-of-other-platform]: avr/power.h is not for the ESP32 DevKitC

void setup() {
}

void loop() {
}
