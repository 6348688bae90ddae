//- /leonardo_pins_0_and_1.ino board:leonardo
// Serial is USB here; pins 0 and 1 are free.
void setup() {
  Serial.begin(9600);
  pinMode(0, OUTPUT);
  pinMode(1, OUTPUT);
}

void loop() {
  digitalWrite(0, HIGH);
  digitalWrite(1, LOW);
}
