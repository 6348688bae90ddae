//- /quotes_esp.ino board:esp32dev
void setup() {
  Serial.begin(115200);
  Serial.println('ready');
//               ^^^^^^^ warning[characters-in-single-quotes]: 'ready' is a number, not a text
}

void loop() {
}
