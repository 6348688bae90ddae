// Written for a test.
const int lampPin = 9;
const int buttonPin = 4;
int level = 0;

void setup() {
  pinMode(lampPin, OUTPUT);
  pinMode(buttonPin, INPUT_PULLUP);
  Serial.begin(115200);
}

void loop() {
  if (digitalRead(buttonPin) == LOW) {
    level = (level + 10) % 256;
    analogWrite(lampPin, level);
    Serial.print("level ");
    Serial.println(level);
    delay(40);
  }
}
