//- /button_with_external_pull.ino board:esp32dev
// 10 k to 3.3 V on the board.
#define BUTTON 36

void setup() {
  Serial.begin(115200);
  pinMode(BUTTON, INPUT);
}

void loop() {
  if (digitalRead(BUTTON) == LOW) {
    Serial.println("pressed");
  }
}
