const int BUTTON_PIN = {{button}};
const int LEFT_PIN = {{left}};
const int RIGHT_PIN = {{right}};
const int MIDDLE_PIN = {{middle}};
const int CENTER_PIN = {{center}};

int lastButton = HIGH;

void show(int number) {
  digitalWrite(LEFT_PIN, number >= 2 ? HIGH : LOW);
  digitalWrite(RIGHT_PIN, number >= 4 ? HIGH : LOW);
  digitalWrite(MIDDLE_PIN, number == 6 ? HIGH : LOW);
  digitalWrite(CENTER_PIN, number % 2 == 1 ? HIGH : LOW);
}

void setup() {
  Serial.begin({{baud}});
  pinMode(BUTTON_PIN, INPUT_PULLUP);
  pinMode(LEFT_PIN, OUTPUT);
  pinMode(RIGHT_PIN, OUTPUT);
  pinMode(MIDDLE_PIN, OUTPUT);
  pinMode(CENTER_PIN, OUTPUT);
}

void loop() {
  int button = digitalRead(BUTTON_PIN);
  if (button == LOW && lastButton == HIGH) {
    randomSeed(micros());  // Nobody presses at the same microsecond twice.
    int number = random(1, 7);
    show(number);
{{adapt}}
    Serial.print("Rolled ");
    Serial.println(number);
{{end}}
  }
  lastButton = button;
  delay(20);
}
