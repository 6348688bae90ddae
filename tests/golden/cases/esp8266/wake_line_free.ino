//- /wake_line_free.ino board:d1_mini
void setup() {
  pinMode(5, OUTPUT);
  digitalWrite(5, HIGH);
  ESP.deepSleep(1000000);
}

void loop() {
}
