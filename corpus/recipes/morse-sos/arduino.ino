const int LED_PIN = {{led}};
const unsigned long DOT_MS = {{dot_ms}};
// One character a dot: 1 is light. Dash: three dots; gap of a letter: three; of a word: seven.
const char PATTERN[] = "101010001110111011100010101000000000";

unsigned int position = 0;
unsigned long lastStep = 0;

void setup() {
  pinMode(LED_PIN, OUTPUT);
}

void loop() {
  if (millis() - lastStep >= DOT_MS) {
    lastStep += DOT_MS;
    digitalWrite(LED_PIN, PATTERN[position] == '1' ? HIGH : LOW);
    position = (position + 1) % (sizeof(PATTERN) - 1);
  }
}
