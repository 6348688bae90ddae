//- /interrupt_on_plain_pin.ino board:uno
const byte BUTTON = 4;
volatile bool pressed = false;

void onPress() {
  pressed = true;
}

void setup() {
  pinMode(BUTTON, INPUT_PULLUP);
  attachInterrupt(digitalPinToInterrupt(BUTTON), onPress, FALLING);
//                                      ^^^^^^ error[interrupt-on-plain-pin]: pin 4 of the Arduino UNO cannot raise an interrupt
}

void loop() {
  if (pressed) {
    pressed = false;
  }
}
