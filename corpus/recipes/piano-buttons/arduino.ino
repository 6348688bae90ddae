const int KEY_PINS[] = { {{key1}}, {{key2}}, {{key3}}, {{key4}} };
const unsigned int NOTES_HZ[] = {262, 294, 330, 349};
const int N_KEYS = 4;
const int SPEAKER_PIN = {{speaker}};

int playing = -1;

void setup() {
  for (int pin : KEY_PINS) {
    pinMode(pin, INPUT_PULLUP);
  }
}

void loop() {
  int pressed = -1;
  for (int key = 0; key < N_KEYS; key++) {
    if (digitalRead(KEY_PINS[key]) == LOW) {
      pressed = key;
    }
  }
  if (pressed != playing) {
    playing = pressed;
    if (playing >= 0) {
      tone(SPEAKER_PIN, NOTES_HZ[playing]);
    } else {
      noTone(SPEAKER_PIN);
    }
  }
  delay(10);
}
