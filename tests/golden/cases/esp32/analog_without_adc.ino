//- /analog_without_adc.ino board:esp32dev
#define POT 23

void setup() {
  Serial.begin(115200);
  analogReadResolution(12);
}

void loop() {
  Serial.println(analogRead(POT));
//                          ^^^ error[analog-read-without-adc]: GPIO23 of the ESP32 DevKitC has no analog input
}
