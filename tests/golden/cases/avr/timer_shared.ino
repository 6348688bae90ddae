//- /timer_shared.ino board:nanoatmega328
#include <IRremote.hpp>

void setup() {
  IrReceiver.begin(2);
}

void loop() {
  if (IrReceiver.decode()) {
    tone(8, 440, 100);
//  ^^^^^^^^^^^^^^^^^ warning[timer-shared-by-libraries]: tone() needs timer 2, which IRremote has taken
    IrReceiver.resume();
  }
}
