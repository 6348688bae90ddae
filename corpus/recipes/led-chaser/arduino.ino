const int LED_PINS[] = { {{led1}}, {{led2}}, {{led3}}, {{led4}}, {{led5}} };
const int N_LEDS = 5;
const unsigned long STEP_MS = {{step_ms}};

int position = 0;
int direction = 1;
unsigned long lastStep = 0;

void setup() {
  for (int i = 0; i < N_LEDS; i++) {
    pinMode(LED_PINS[i], OUTPUT);
  }
  digitalWrite(LED_PINS[0], HIGH);
}

void loop() {
  if (millis() - lastStep >= STEP_MS) {
    lastStep += STEP_MS;
    digitalWrite(LED_PINS[position], LOW);
    if (position == N_LEDS - 1) {
      direction = -1;
    } else if (position == 0) {
      direction = 1;
    }
    position += direction;
    digitalWrite(LED_PINS[position], HIGH);
  }
}
