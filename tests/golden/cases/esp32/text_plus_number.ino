//- /text_plus_number.ino board:esp32dev
int level = 3;

void setup() {
  Serial.begin(115200);
}

void loop() {
  Serial.println("Level " + level);
//               ^^^^^^^^^^^^^^^^ error[number-added-to-text]: level moves the address of the text; it is not appended
  delay(9);
}
