const int STEP_PIN = {{step}};
const int DIR_PIN = {{dir}};
const long STEPS = {{steps}};
const unsigned long STEP_US = {{step_us}};
const unsigned long PAUSE_MS = 500;

long done = 0;
bool isForward = true;
unsigned long lastStep = 0;
unsigned long pauseSince = 0;

void setup() {
  pinMode(STEP_PIN, OUTPUT);
  pinMode(DIR_PIN, OUTPUT);
  digitalWrite(DIR_PIN, HIGH);
}

void loop() {
  if (done == STEPS) {
    if (millis() - pauseSince >= PAUSE_MS) {
      done = 0;
      isForward = !isForward;
      digitalWrite(DIR_PIN, isForward ? HIGH : LOW);
    }
  } else if (micros() - lastStep >= STEP_US) {
    lastStep = micros();
    digitalWrite(STEP_PIN, HIGH);
    delayMicroseconds(3);
    digitalWrite(STEP_PIN, LOW);
    done++;
    pauseSince = millis();
  }
}
