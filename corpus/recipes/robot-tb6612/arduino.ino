const int LEFT_PINS[] = { {{left1}}, {{left2}}, {{left_speed}} };
const int RIGHT_PINS[] = { {{right1}}, {{right2}}, {{right_speed}} };

struct Move {
  int left;
  int right;
  unsigned long duration;
};

// Forward, turn on the spot, stop.
const Move MOVES[] = { {200, 200, 2000}, {150, -150, 600}, {0, 0, 1000} };
const int N_MOVES = 3;

int current = 0;
unsigned long since = 0;

void drive(const int* pins, int channel, int speed) {
  digitalWrite(pins[0], speed > 0 ? HIGH : LOW);
  digitalWrite(pins[1], speed < 0 ? HIGH : LOW);
{{if esp32@3}}
  ledcWrite(pins[2], abs(speed));
{{else}}
{{if esp32@2}}
  ledcWrite(channel, abs(speed));
{{else}}
  analogWrite(pins[2], abs(speed));
{{end}}
{{end}}
}

void start(const Move& move) {
  drive(LEFT_PINS, 0, move.left);
  drive(RIGHT_PINS, 1, move.right);
}

void setup() {
  for (int i = 0; i < 2; i++) {
    pinMode(LEFT_PINS[i], OUTPUT);
    pinMode(RIGHT_PINS[i], OUTPUT);
  }
{{if esp32@3}}
  ledcAttach(LEFT_PINS[2], 5000, 8);
  ledcAttach(RIGHT_PINS[2], 5000, 8);
{{else}}
{{if esp32@2}}
  ledcSetup(0, 5000, 8);
  ledcSetup(1, 5000, 8);
  ledcAttachPin(LEFT_PINS[2], 0);
  ledcAttachPin(RIGHT_PINS[2], 1);
{{else}}
  pinMode(LEFT_PINS[2], OUTPUT);
  pinMode(RIGHT_PINS[2], OUTPUT);
{{end}}
{{end}}
  start(MOVES[current]);
}

void loop() {
  if (millis() - since >= MOVES[current].duration) {
    since += MOVES[current].duration;
    current = (current + 1) % N_MOVES;
    start(MOVES[current]);
  }
}
