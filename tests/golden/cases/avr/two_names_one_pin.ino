//- /two_names_one_pin.ino board:uno
#define TRIGGER 9
#define ECHO 10
#define BUZZER 9

void setup() {
  pinMode(TRIGGER, OUTPUT);
  pinMode(ECHO, INPUT);
  pinMode(BUZZER, OUTPUT);
}

void loop() {
  digitalWrite(TRIGGER, HIGH);
  delayMicroseconds(10);
  digitalWrite(TRIGGER, LOW);
  long width = pulseIn(ECHO, HIGH);
  if (width < 600) {
    digitalWrite(BUZZER, HIGH);
  }
}
