//- /s3_usb_and_psram.ino board:esp32-s3-devkitc-1
#define MOTOR_A 20
#define MOTOR_B 35
#define MOTOR_C 38

void setup() {
  pinMode(MOTOR_A, OUTPUT);
//        ^^^^^^^ warning[usb-pin-used]: GPIO20 of the ESP32-S3-DevKitC-1 is a USB data line
  pinMode(MOTOR_B, OUTPUT);
//        ^^^^^^^ hint[psram-pin-used]: GPIO35 is wired to the PSRAM on modules that have it
  pinMode(MOTOR_C, OUTPUT);
}

void loop() {}
