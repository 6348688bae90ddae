//- /button_and_led_share_pin.ino board:uno
const int buttonPin = 2;
const int ledPin = 2;

void setup() {
  pinMode(buttonPin, INPUT_PULLUP);
  pinMode(ledPin, OUTPUT);
//        ^^^^^^ warning[pin-used-twice]: pin 2 is used as an output here, and as an input for buttonPin
}

void loop() {
  digitalWrite(ledPin, !digitalRead(buttonPin));
}
