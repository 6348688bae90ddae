//- /analog_read_digital_pin.ino board:uno
const int SENSOR = 8;

void setup() {
  Serial.begin(9600);
}

void loop() {
  Serial.println(analogRead(SENSOR));
//                          ^^^^^^ error[analog-read-without-adc]: pin 8 of the Arduino UNO has no analog input
  delay(100);
}
