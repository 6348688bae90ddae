// board: esp32dev
const int LAMP = 34;

void setup() {
  pinMode(LAMP, OUTPUT);
  setVolume(3);
}

void loop() {
  digitalWrite(LAMP, HIGH);
#ifdef ESP8266
  delay(5);
#endif
}
