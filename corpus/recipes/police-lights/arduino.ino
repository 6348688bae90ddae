const int RED_PIN = {{red}};
const int BLUE_PIN = {{blue}};
const unsigned long STEP_MS = 60;

// Six short steps for one color, then six for the other.
int step = 0;
unsigned long lastStep = 0;

void setup() {
  pinMode(RED_PIN, OUTPUT);
  pinMode(BLUE_PIN, OUTPUT);
}

void loop() {
  if (millis() - lastStep >= STEP_MS) {
    lastStep += STEP_MS;
    step = (step + 1) % 12;
    bool isFlash = step % 2 == 0;
    digitalWrite(RED_PIN, isFlash && step < 6 ? HIGH : LOW);
    digitalWrite(BLUE_PIN, isFlash && step >= 6 ? HIGH : LOW);
  }
}
