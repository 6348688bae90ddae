const int BUTTON_PIN = {{button}};
const int MOTOR_PIN = {{motor}};
const unsigned long TRAVEL_MS = {{travel_ms}};

enum State { CLOSED, OPENING, OPEN, CLOSING };

const char* NAMES[] = {"closed", "opening", "open", "closing"};

State state = CLOSED;
unsigned long enteredAt = 0;

void enter(State next) {
  state = next;
  enteredAt = millis();
  digitalWrite(MOTOR_PIN, state == OPENING || state == CLOSING ? HIGH : LOW);
  Serial.println(NAMES[state]);
}

void setup() {
  Serial.begin({{baud}});
  pinMode(BUTTON_PIN, INPUT_PULLUP);
  pinMode(MOTOR_PIN, OUTPUT);
}

void loop() {
  bool isPressed = digitalRead(BUTTON_PIN) == LOW;
  bool isOver = millis() - enteredAt >= TRAVEL_MS;
  switch (state) {
    case CLOSED:
      if (isPressed) enter(OPENING);
      break;
    case OPENING:
      if (isOver) enter(OPEN);
      break;
    case OPEN:
      if (isPressed && isOver) enter(CLOSING);
      break;
    case CLOSING:
      if (isOver) enter(CLOSED);
      break;
  }
}
