//- /all_off_with_analog_write.ino board:uno
// analogWrite with 0 or 255 is a plain digital write on every pin.
void setup() {
  analogWrite(7, 0);
  analogWrite(8, 255);
}

void loop() {}
