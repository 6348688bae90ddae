#include <string.h>

const int ROW_PINS[] = { {{row1}}, {{row2}}, {{row3}}, {{row4}} };
const int COLUMN_PINS[] = { {{column1}}, {{column2}}, {{column3}} };
const int RELAY_PIN = {{relay}};
const char KEYS[4][4] = { "123", "456", "789", "*0#" };
const char CODE[] = "{{code}}";
const unsigned long OPEN_MS = 3000;

char entered[sizeof(CODE)];
unsigned int nEntered = 0;
char lastKey = 0;
unsigned long openedAt = 0;
bool isOpen = false;

char scanKeypad() {
  char found = 0;
  for (int row = 0; row < 4; row++) {
    digitalWrite(ROW_PINS[row], LOW);
    for (int column = 0; column < 3; column++) {
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
  pinMode(RELAY_PIN, OUTPUT);
  for (int pin : ROW_PINS) {
    pinMode(pin, OUTPUT);
    digitalWrite(pin, HIGH);
  }
  for (int pin : COLUMN_PINS) {
    pinMode(pin, INPUT_PULLUP);
  }
}

void loop() {
  char key = scanKeypad();
  if (key != 0 && key != lastKey) {
    if (key == '*') {
      nEntered = 0;
    } else if (key == '#') {
      entered[nEntered] = 0;
      isOpen = strcmp(entered, CODE) == 0;
      openedAt = millis();
      nEntered = 0;
      Serial.println(isOpen ? "Open" : "Wrong code");
    } else if (nEntered < sizeof(entered) - 1) {
      entered[nEntered++] = key;
    }
  }
  lastKey = key;
  if (isOpen && millis() - openedAt >= OPEN_MS) {
    isOpen = false;
  }
  digitalWrite(RELAY_PIN, isOpen ? HIGH : LOW);
  delay(20);
}
