//- /flag_in_an_int.ino board:uno
volatile int lamp = LOW;

void toggle() {
  lamp = !lamp;
}

void setup() {
  pinMode(2, INPUT_PULLUP);
  pinMode(13, OUTPUT);
  attachInterrupt(digitalPinToInterrupt(2), toggle, FALLING);
}

void loop() {
  digitalWrite(13, lamp);
}
