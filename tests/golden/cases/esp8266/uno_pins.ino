//- /uno_pins.ino board:nodemcuv2
// Uno numbers on a NodeMCU: 6 to 11 are the flash.
int motorPins[] = {8, 9, 10, 11};

void setup() {
  pinMode(8, OUTPUT);
//        ^ error[flash-pin-used]: GPIO8 of the NodeMCU 1.0 is wired to the flash chip
  pinMode(11, OUTPUT);
//        ^^ error[flash-pin-used]: GPIO11 of the NodeMCU 1.0 is wired to the flash chip
  pinMode(13, OUTPUT);
}

void loop() {
  digitalWrite(8, HIGH);
//             ^ error[flash-pin-used]: GPIO8 of the NodeMCU 1.0 is wired to the flash chip
}
