//- /function_esp32.ino board:d1_mini expect:no-compile
void setup() {
  ledcWrite(0, 10);
//^^^^^^^^^ error[function-of-other-platform]: ledcWrite is a function of the esp32 core
}

void loop() {
}
