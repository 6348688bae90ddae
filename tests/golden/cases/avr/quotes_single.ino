//- /quotes_single.ino board:uno
void setup() {
  Serial.begin(9600);
  Serial.print('Temp');
//             ^^^^^^ warning[characters-in-single-quotes]: 'Temp' is a number, not a text
}

void loop() {
}
