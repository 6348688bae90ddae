const int LED_PIN = {{led}};
const long SHORTEST_MS = {{shortest_ms}};
const long LONGEST_MS = {{longest_ms}};

unsigned long lastChange = 0;
unsigned long wait = 0;
bool isOn = false;

void setup() {
  pinMode(LED_PIN, OUTPUT);
}

void loop() {
  if (millis() - lastChange >= wait) {
    lastChange = millis();
    wait = random(SHORTEST_MS, LONGEST_MS);
    isOn = !isOn;
    digitalWrite(LED_PIN, isOn ? HIGH : LOW);
  }
}
