const int LED_PINS[] = { {{red}}, {{green}} };
const int BUTTON_PINS[] = { {{red_button}}, {{green_button}} };
const int N_COLORS = 2;
const int LONGEST = 32;
const unsigned long LIGHT_MS = 300;
const unsigned long PATIENCE_MS = 3000;

uint8_t sequence[LONGEST];
int length = 0;

void flash(int color) {
  digitalWrite(LED_PINS[color], HIGH);
  delay(LIGHT_MS);
  digitalWrite(LED_PINS[color], LOW);
  delay(LIGHT_MS / 2);
}

// The button that is pressed, or -1 when nobody presses one in time.
int waitForButton() {
  unsigned long start = millis();
  while (millis() - start < PATIENCE_MS) {
    for (int color = 0; color < N_COLORS; color++) {
      if (digitalRead(BUTTON_PINS[color]) == LOW) {
        flash(color);
        return color;
      }
    }
  }
  return -1;
}

void setup() {
  Serial.begin({{baud}});
  for (int color = 0; color < N_COLORS; color++) {
    pinMode(LED_PINS[color], OUTPUT);
    pinMode(BUTTON_PINS[color], INPUT_PULLUP);
  }
  randomSeed(micros());
}

void loop() {
  if (length == LONGEST) {
    length = 0;
  }
  sequence[length++] = random(N_COLORS);
  for (int i = 0; i < length; i++) {
    flash(sequence[i]);
  }
  for (int i = 0; i < length; i++) {
    if (waitForButton() != sequence[i]) {
{{adapt}}
      Serial.print("Score: ");
      Serial.println(length - 1);
{{end}}
      length = 0;
      delay(1000);
      return;
    }
  }
  delay(500);
}
