//- /power_pin.ino board:pico
// GPIO23 drives the power supply and is on no header.
void setup() {
  pinMode(23, OUTPUT);
//        ^^ hint[unexposed-pin]: GPIO23 is not on a header of the Raspberry Pi Pico: GPIO23 switches the power supply between its quiet and its efficient mode; it is not brought out
  pinMode(LED_BUILTIN, OUTPUT);
}

void loop() {}
