const int BUTTON_PIN = {{button}};
const int LED_PIN = {{led}};

enum State { WAITING, LIT, DONE };

State state = WAITING;
unsigned long lightAt = 0;
unsigned long litSince = 0;

void startRound() {
  state = WAITING;
  lightAt = millis() + random(1000, 4000);
  digitalWrite(LED_PIN, LOW);
}

void setup() {
  Serial.begin({{baud}});
  pinMode(BUTTON_PIN, INPUT_PULLUP);
  pinMode(LED_PIN, OUTPUT);
  startRound();
}

void loop() {
  bool isPressed = digitalRead(BUTTON_PIN) == LOW;
  if (state == WAITING && isPressed) {
    Serial.println("Too early");
    state = DONE;
  } else if (state == WAITING && (long)(millis() - lightAt) >= 0) {
    digitalWrite(LED_PIN, HIGH);
    litSince = millis();
    state = LIT;
  } else if (state == LIT && isPressed) {
{{adapt}}
    Serial.print("Reaction time: ");
    Serial.print(millis() - litSince);
    Serial.println(" ms");
{{end}}
    state = DONE;
  } else if (state == DONE && !isPressed) {
    startRound();
  }
}
