//- /handler_prints.ino board:esp32dev
const int BUTTON = 27;

void IRAM_ATTR onPress() {
  Serial.println("pressed");
//^^^^^^^^^^^^^^^^^^^^^^^^^ warning[delay-in-interrupt]: Serial.println prints inside the interrupt handler onPress
}

void setup() {
  Serial.begin(115200);
  pinMode(BUTTON, INPUT_PULLUP);
  attachInterrupt(BUTTON, onPress, FALLING);
}

void loop() {}
