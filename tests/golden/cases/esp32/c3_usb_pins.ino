//- /c3_usb_pins.ino board:esp32-c3-devkitm-1
// GPIO18 and 19 are the USB port of the C3.
#define LED_A 18
#define LED_B 19
#define LED_C 10

void setup() {
  pinMode(LED_A, OUTPUT);
//        ^^^^^ warning[usb-pin-used]: GPIO18 of the ESP32-C3-DevKitM-1 is a USB data line
  pinMode(LED_B, OUTPUT);
//        ^^^^^ warning[usb-pin-used]: GPIO19 of the ESP32-C3-DevKitM-1 is a USB data line
  pinMode(LED_C, OUTPUT);
}

void loop() {}
