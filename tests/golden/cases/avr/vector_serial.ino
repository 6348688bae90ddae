//- /vector_serial.ino board:uno
ISR(USART_RX_vect) {}
//  ^^^^^^^^^^^^^ error[vector-taken]: USART_RX_vect is already taken by the core, for Serial

void setup() {
  Serial.begin(9600);
}

void loop() {
}
