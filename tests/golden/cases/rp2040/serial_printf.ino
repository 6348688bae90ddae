//- /serial_printf.ino board:pico
void setup() {
  Serial.begin(115200);
}

void loop() {
  Serial.printf("%lu\n", millis());
  delay(1000);
}
