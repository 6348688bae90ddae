//- /strapping_input.ino board:nodemcuv2
// A sensor that may hold D8 high at reset keeps the board from starting.
const int PIR = D8;
const int LAMP = D1;

void setup() {
  pinMode(PIR, INPUT);
//        ^^^ warning[strapping-pin-used]: D8 (GPIO15) of the NodeMCU 1.0 is sampled at reset
  pinMode(LAMP, OUTPUT);
}

void loop() {
  digitalWrite(LAMP, digitalRead(PIR));
}
