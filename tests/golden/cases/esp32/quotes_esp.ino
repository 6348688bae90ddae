//- /quotes_esp.ino board:esp32dev
void setup() {
  Serial.begin(115200);
  Serial.println('ready');
}

void loop() {
}
