const int RED_PIN = {{red}};
const int YELLOW_PIN = {{yellow}};
const int GREEN_PIN = {{green}};
const unsigned long LONG_MS = {{long_ms}};
const unsigned long SHORT_MS = {{short_ms}};

struct Phase {
  bool red;
  bool yellow;
  bool green;
  unsigned long duration;
};

const Phase PHASES[] = {
  {true, false, false, LONG_MS},
  {true, true, false, SHORT_MS},
  {false, false, true, LONG_MS},
  {false, true, false, SHORT_MS},
};
const int N_PHASES = 4;

int phase = 0;
unsigned long phaseStart = 0;

void show() {
  digitalWrite(RED_PIN, PHASES[phase].red ? HIGH : LOW);
  digitalWrite(YELLOW_PIN, PHASES[phase].yellow ? HIGH : LOW);
  digitalWrite(GREEN_PIN, PHASES[phase].green ? HIGH : LOW);
}

void setup() {
  pinMode(RED_PIN, OUTPUT);
  pinMode(YELLOW_PIN, OUTPUT);
  pinMode(GREEN_PIN, OUTPUT);
  show();
}

void loop() {
  if (millis() - phaseStart >= PHASES[phase].duration) {
    phaseStart += PHASES[phase].duration;
    phase = (phase + 1) % N_PHASES;
    show();
  }
}
