//- /analog_channels.ino board:uno
// analogRead takes channel numbers as well as pin names.
void setup() {
  Serial.begin(9600);
}

void loop() {
  int light = analogRead(0);
  int sound = analogRead(A1);
  Serial.print(light);
  Serial.print(' ');
  Serial.println(sound);
  delay(200);
}
