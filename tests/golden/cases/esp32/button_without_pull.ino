//- /button_without_pull.ino board:esp32dev
#define BUTTON 36

void setup() {
  Serial.begin(115200);
  pinMode(BUTTON, INPUT_PULLUP);
//        ^^^^^^ error[missing-pull-up]: GPIO36 of the ESP32 DevKitC has no internal pull-up
}

void loop() {
  if (digitalRead(BUTTON) == LOW) {
    Serial.println("pressed");
  }
}
