const int SOUND_PIN = {{sound}};
const int RELAY_PIN = {{relay}};
const unsigned long QUIET_MS = 80;  // One clap makes many edges.
const unsigned long PAIR_MS = 600;  // The second clap comes within this.

unsigned long lastSound = 0;
unsigned long firstClap = 0;
int claps = 0;
bool isOn = false;

void setup() {
  pinMode(SOUND_PIN, INPUT);
  pinMode(RELAY_PIN, OUTPUT);
}

void loop() {
  unsigned long now = millis();
  if (digitalRead(SOUND_PIN) == HIGH) {
    if (now - lastSound >= QUIET_MS) {
      claps = now - firstClap <= PAIR_MS ? claps + 1 : 1;
      if (claps == 1) {
        firstClap = now;
      } else {
        claps = 0;
        isOn = !isOn;
        digitalWrite(RELAY_PIN, isOn ? HIGH : LOW);
      }
    }
    lastSound = now;
  }
}
