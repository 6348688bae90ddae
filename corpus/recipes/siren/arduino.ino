const int SPEAKER_PIN = {{speaker}};
const unsigned int LOW_HZ = 500;
const unsigned int HIGH_HZ = 1200;
const unsigned long STEP_MS = 10;

unsigned int pitch = LOW_HZ;
int change = 10;
unsigned long lastStep = 0;

void setup() {
  pinMode(SPEAKER_PIN, OUTPUT);
}

void loop() {
  if (millis() - lastStep >= STEP_MS) {
    lastStep += STEP_MS;
    pitch += change;
    if (pitch >= HIGH_HZ || pitch <= LOW_HZ) {
      change = -change;
    }
    tone(SPEAKER_PIN, pitch);
  }
}
