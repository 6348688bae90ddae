//- /digital_on_analog_pins.ino board:uno
// A0 to A5 are ordinary digital pins as well.
void setup() {
  pinMode(A0, OUTPUT);
  pinMode(A1, INPUT_PULLUP);
  pinMode(16, OUTPUT);
}

void loop() {
  digitalWrite(A0, digitalRead(A1));
  digitalWrite(16, LOW);
}
