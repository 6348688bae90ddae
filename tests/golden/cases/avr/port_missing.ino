//- /port_missing.ino board:nanoatmega328 expect:no-compile
void setup() {
  Serial2.begin(9600);
//^^^^^^^ error[missing-on-chip]: the Arduino Nano has no Serial2
}

void loop() {
}
