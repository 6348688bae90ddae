{{if esp32@2}}
const int PWM_CHANNEL = 0;
{{end}}
const int IN1_PIN = {{in1}};
const int IN2_PIN = {{in2}};
const int ENABLE_PIN = {{enable}};
const int SPEED_PERCENT = {{speed}};
{{if fed}}
{{else}}
const unsigned long PHASE_MS = {{phase_ms}};

int phase = 0;
unsigned long lastPhase = 0;
{{end}}

// From -100 (backward) to 100 (forward).
void drive(int percent) {
  digitalWrite(IN1_PIN, percent > 0 ? HIGH : LOW);
  digitalWrite(IN2_PIN, percent < 0 ? HIGH : LOW);
  int duty = abs(percent) * 255 / 100;
{{if esp32@3}}
  ledcWrite(ENABLE_PIN, duty);
{{else}}
{{if esp32@2}}
  ledcWrite(PWM_CHANNEL, duty);
{{else}}
  analogWrite(ENABLE_PIN, duty);
{{end}}
{{end}}
}

void setup() {
  pinMode(IN1_PIN, OUTPUT);
  pinMode(IN2_PIN, OUTPUT);
{{if esp32@3}}
  ledcAttach(ENABLE_PIN, 1000, 8);
{{else}}
{{if esp32@2}}
  ledcSetup(PWM_CHANNEL, 1000, 8);
  ledcAttachPin(ENABLE_PIN, PWM_CHANNEL);
{{else}}
  pinMode(ENABLE_PIN, OUTPUT);
{{end}}
{{end}}
{{if esp8266}}
  analogWriteRange(255);
{{end}}
{{if fed}}
  drive(0);
{{else}}
  drive(SPEED_PERCENT);
{{end}}
}

void loop() {
{{if fed}}
{{else}}
  if (millis() - lastPhase >= PHASE_MS) {
    lastPhase += PHASE_MS;
    phase = (phase + 1) % 4;
    // Forward, stop, backward, stop.
    drive(phase % 2 ? 0 : phase == 0 ? SPEED_PERCENT : -SPEED_PERCENT);
  }
{{end}}
}
