//- /ticker_flags.ino board:d1_mini
#include <Ticker.h>

Ticker clock_;
volatile bool due = false;

void turn() { due = true; }

void setup() {
  clock_.attach(2, turn);
}

void loop() {
  if (due) due = false;
}
