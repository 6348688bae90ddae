//- /ultrasonic_pins_from_esp32.ino board:uno
// Copied from an ESP32 article.
const int trigPin = 5;
const int echoPin = 34;

void setup() {
  Serial.begin(115200);
  pinMode(trigPin, OUTPUT);
  pinMode(echoPin, INPUT);
//        ^^^^^^^ error[absent-pin]: the Arduino UNO has no pin 34
}

void loop() {
  digitalWrite(trigPin, HIGH);
  delayMicroseconds(10);
  digitalWrite(trigPin, LOW);
  Serial.println(pulseIn(echoPin, HIGH) / 58);
  delay(500);
}
