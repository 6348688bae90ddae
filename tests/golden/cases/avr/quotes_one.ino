//- /quotes_one.ino board:uno
void setup() {
  Serial.begin(9600);
  Serial.print('T');
}

void loop() {
}
