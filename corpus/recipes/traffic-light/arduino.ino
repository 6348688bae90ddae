const int RED_PIN = {{red}};
const int YELLOW_PIN = {{yellow}};
const int GREEN_PIN = {{green}};
{{if asked.red_ms}}
const unsigned long RED_MS = {{red_ms}};
{{else}}
const unsigned long RED_MS = {{long_ms}};
{{end}}
{{if asked.green_ms}}
const unsigned long GREEN_MS = {{green_ms}};
{{else}}
const unsigned long GREEN_MS = {{long_ms}};
{{end}}
const unsigned long YELLOW_MS = {{short_ms}};

struct Phase {
  bool red;
  bool yellow;
  bool green;
  unsigned long duration;
};

const Phase PHASES[] = {
  {true, false, false, RED_MS},
  {true, true, false, YELLOW_MS},
  {false, false, true, GREEN_MS},
  {false, true, false, YELLOW_MS},
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
