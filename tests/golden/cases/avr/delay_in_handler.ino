//- /delay_in_handler.ino board:uno
const int LED = 13;
const int BUTTON = 2;

void toggle() {
  delay(50);
//^^^^^^^^^ warning[delay-in-interrupt]: delay waits inside the interrupt handler toggle
  if (digitalRead(BUTTON) == LOW) {
    digitalWrite(LED, !digitalRead(LED));
    Serial.println("toggled");
//  ^^^^^^^^^^^^^^^^^^^^^^^^^ warning[delay-in-interrupt]: Serial.println prints inside the interrupt handler toggle
  }
}

void setup() {
  Serial.begin(9600);
  pinMode(LED, OUTPUT);
  pinMode(BUTTON, INPUT_PULLUP);
  attachInterrupt(digitalPinToInterrupt(BUTTON), toggle, FALLING);
}

void loop() {}
