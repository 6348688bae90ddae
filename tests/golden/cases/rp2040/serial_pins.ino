//- /serial_pins.ino board:pico
void setup() {
  Serial1.setTX(0);
  Serial1.setRX(1);
  Serial1.begin(9600);
  Serial2.setTX(0);
//              ^ error[bus-pins-on-wrong-bus]: GPIO0 cannot carry UART1 TX
  Serial2.setRX(1);
//              ^ error[bus-pins-on-wrong-bus]: GPIO1 cannot carry UART1 RX
  Serial2.begin(9600);
}

void loop() {}
