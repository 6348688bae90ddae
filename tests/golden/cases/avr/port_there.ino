//- /port_there.ino board:megaatmega2560
void setup() {
  Serial2.begin(9600);
}

void loop() {
}
