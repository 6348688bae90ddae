//- /ticker_waits.ino board:d1_mini
#include <Ticker.h>

Ticker clock_;

void turn() { delay(10); }
//            ^^^^^^^^^ warning[waiting-in-callback]: delay waits inside a callback of a Ticker

void setup() {
  clock_.attach(2, turn);
}

void loop() {
}
