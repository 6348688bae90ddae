const int BUTTON_PIN = {{button}};
const int LENGTH = {{count}};
const char LETTERS[] = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

int before = HIGH;

void setup() {
  Serial.begin({{baud}});
  pinMode(BUTTON_PIN, INPUT_PULLUP);
}

void loop() {
  int state = digitalRead(BUTTON_PIN);
  if (state == LOW && before == HIGH) {
{{if avr rp2040}}
    randomSeed(micros());  // The moment of a press is hard to guess, not impossible.
{{end}}
    Serial.print("Password: ");
    for (int i = 0; i < LENGTH; i++) {
      Serial.print(LETTERS[random(sizeof(LETTERS) - 1)]);
    }
    Serial.println();
  }
  before = state;
  delay(20);
}
