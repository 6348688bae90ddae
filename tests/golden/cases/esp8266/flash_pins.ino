//- /flash_pins.ino board:nodemcuv2
// SD0 to SD3 are on the header and on the flash bus.
const int RELAY_1 = 7;
const int RELAY_2 = 8;
const int RELAY_3 = 10;

void setup() {
  pinMode(RELAY_1, OUTPUT);
//        ^^^^^^^ error[flash-pin-used]: GPIO7 of the NodeMCU 1.0 is wired to the flash chip
  pinMode(RELAY_2, OUTPUT);
//        ^^^^^^^ error[flash-pin-used]: GPIO8 of the NodeMCU 1.0 is wired to the flash chip
  pinMode(RELAY_3, OUTPUT);
//        ^^^^^^^ warning[flash-pin-used]: GPIO10 of the NodeMCU 1.0 is wired to the flash chip
}

void loop() {}
