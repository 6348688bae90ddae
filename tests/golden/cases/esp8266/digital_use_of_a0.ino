//- /digital_use_of_a0.ino board:nodemcuv2
void setup() {
  pinMode(A0, INPUT_PULLUP);
//        ^^ error[analog-only-pin-used]: pin A0 of the NodeMCU 1.0 only reads analog values
}

void loop() {
  if (digitalRead(A0)) {
//                ^^ error[analog-only-pin-used]: pin A0 of the NodeMCU 1.0 only reads analog values
    delay(10);
  }
}
