//- /console_pin_as_output.ino board:esp32dev
const int RELAY = 3;

void setup() {
  Serial.begin(115200);
  pinMode(RELAY, OUTPUT);
//        ^^^^^ warning[serial-pin-used]: GPIO3 of the ESP32 DevKitC belongs to Serial
}

void loop() {
  digitalWrite(RELAY, HIGH);
  Serial.println("relay on");
  delay(1000);
}
