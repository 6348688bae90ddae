//- /d_names.ino board:nodemcuv2
#define TRIGGER D5
#define ECHO D6

void setup() {
  Serial.begin(115200);
  pinMode(TRIGGER, OUTPUT);
  pinMode(ECHO, INPUT);
}

void loop() {
  digitalWrite(TRIGGER, HIGH);
  delayMicroseconds(10);
  digitalWrite(TRIGGER, LOW);
  Serial.println(pulseIn(ECHO, HIGH) / 58);
  delay(500);
}
