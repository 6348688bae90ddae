//- /several_boards.ino board:uno
// One sketch for three boards.
#if defined(ESP32)
#define RELAY 26
#define SENSOR 34
#elif defined(ESP8266)
#define RELAY D1
#define SENSOR A0
#else
#define RELAY 7
#define SENSOR A0
#endif

void setup() {
  Serial.begin(115200);
  pinMode(RELAY, OUTPUT);
#ifdef ESP32
  analogReadResolution(12);
  ledcAttach(33, 5000, 8);
#endif
}

void loop() {
  digitalWrite(RELAY, analogRead(SENSOR) > 500);
}
