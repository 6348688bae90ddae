//- /nano_analog_only.ino board:nanoatmega328
// A6 and A7 of the Nano have no digital side.
void setup() {
  pinMode(A7, INPUT_PULLUP);
//        ^^ error[analog-only-pin-used]: pin A7 of the Arduino Nano only reads analog values
  pinMode(5, OUTPUT);
}

void loop() {
  digitalWrite(5, digitalRead(A7));
//                            ^^ error[analog-only-pin-used]: pin A7 of the Arduino Nano only reads analog values
}
