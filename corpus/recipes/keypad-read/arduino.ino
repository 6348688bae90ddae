const int ROW_PINS[] = { {{row1}}, {{row2}}, {{row3}}, {{row4}} };
const int COLUMN_PINS[] = { {{column1}}, {{column2}}, {{column3}} };
const int N_ROWS = 4;
const int N_COLUMNS = 3;
const char KEYS[N_ROWS][N_COLUMNS + 1] = { "123", "456", "789", "*0#" };
const unsigned long SCAN_MS = 20;

char lastKey = 0;
unsigned long lastScan = 0;

// The key that is held down, or 0.
char scanKeypad() {
  char found = 0;
  for (int row = 0; row < N_ROWS; row++) {
    digitalWrite(ROW_PINS[row], LOW);
    for (int column = 0; column < N_COLUMNS; column++) {
      if (digitalRead(COLUMN_PINS[column]) == LOW) {
        found = KEYS[row][column];
      }
    }
    digitalWrite(ROW_PINS[row], HIGH);
  }
  return found;
}

void setup() {
  Serial.begin({{baud}});
  for (int row = 0; row < N_ROWS; row++) {
    pinMode(ROW_PINS[row], OUTPUT);
    digitalWrite(ROW_PINS[row], HIGH);
  }
  for (int column = 0; column < N_COLUMNS; column++) {
    pinMode(COLUMN_PINS[column], INPUT_PULLUP);
  }
}

void loop() {
  if (millis() - lastScan >= SCAN_MS) {
    lastScan += SCAN_MS;
    char key = scanKeypad();
    if (key != 0 && key != lastKey) {
      const char text[2] = {key, '\0'};
{{adapt}}
      Serial.print("Key: ");
      Serial.println(text);
{{end}}
    }
    lastKey = key;
  }
}
