// board: esp32dev
//
// A sketch with mistakes, for the first five minutes with Boardwise.
// Rest the mouse on what is underlined, then press Ctrl+. for a fix.

const int LAMP = 34;      // an input-only pin: it cannot light anything
const int SENSOR = 35;

void setup() {
  Serial.begin(115200);
  pinMode(LAMP, OUTPUT);
}

void loop() {
  int level = analogRead(SENSOR);
  digitalWrite(LAMP, level > 2000 ? HIGH : LOW);
  delay(100);
}
