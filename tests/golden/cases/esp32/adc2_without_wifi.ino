//- /adc2_without_wifi.ino board:esp32dev
const int SOIL = 26;

void setup() {
  Serial.begin(115200);
}

void loop() {
  Serial.println(analogRead(SOIL));
  delay(1000);
}
