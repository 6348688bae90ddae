//- /wake_line.ino board:d1_mini
void setup() {
  pinMode(16, OUTPUT);
//        ^^ warning[wake-line-used]: GPIO16 is the line that wakes the chip
  digitalWrite(16, HIGH);
  ESP.deepSleep(1000000);
}

void loop() {
}
