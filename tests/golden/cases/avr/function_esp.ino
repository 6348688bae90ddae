//- /function_esp.ino board:megaatmega2560 expect:no-compile
void setup() {
  analogWriteFreq(500);
//^^^^^^^^^^^^^^^ error[function-of-other-platform]: analogWriteFreq is a function of the esp8266 core
}

void loop() {
}
