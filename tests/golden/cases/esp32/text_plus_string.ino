//- /text_plus_string.ino board:esp32dev
int level = 3;

void setup() {
  Serial.begin(115200);
}

void loop() {
  Serial.println(String("Level ") + level);
  delay(9);
}
