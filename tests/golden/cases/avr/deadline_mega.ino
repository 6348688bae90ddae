//- /deadline_mega.ino board:megaatmega2560
unsigned long last = 0;
unsigned long pause_ = 700;

void setup() {
}

void loop() {
  if (last + pause_ < millis()) last = millis();
//    ^^^^^^^^^^^^^^^^^^^^^^^^ warning[deadline-compared]: this comparison goes wrong when millis() starts over
}
