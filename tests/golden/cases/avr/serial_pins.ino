//- /serial_pins.ino board:uno
// Relays on pins 0 and 1 click with every print.
const int RELAYS[] = {0, 1};

void setup() {
  Serial.begin(9600);
  for (int i = 0; i < 2; i++) {
    pinMode(RELAYS[i], OUTPUT);
//          ^^^^^^^^^ warning[serial-pin-used]: pin 0 of the Arduino UNO belongs to Serial
//          ^^^^^^^^^ warning[serial-pin-used]: pin 1 of the Arduino UNO belongs to Serial
  }
}

void loop() {
  digitalWrite(1, HIGH);
//             ^ warning[serial-pin-used]: pin 1 of the Arduino UNO belongs to Serial
  Serial.println("on");
  delay(1000);
}
