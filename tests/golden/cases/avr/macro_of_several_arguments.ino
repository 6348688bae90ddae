//- /macro_of_several_arguments.ino board:uno
#define PULSE 440, 200

void setup() {
  pinMode(8, OUTPUT);
}

void loop() {
  tone(8, PULSE);
  delay(500);
}
