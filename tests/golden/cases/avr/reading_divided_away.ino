//- /reading_divided_away.ino board:nanoatmega328
void setup() {
  Serial.begin(9600);
}

void loop() {
  int raw = analogRead(A0);
  float wrong = (raw / 1024) * 5.0;
//               ^^^^^^^^^^ warning[reading-divided-away]: raw / 1024 is always 0
  float right = (raw / 1024.0) * 5.0;
  int step = raw / 256;
  Serial.println(wrong + right + step);
  delay(100);
}
