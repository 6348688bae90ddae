const int SIGNAL_PIN = {{signal}};
const unsigned long TIMEOUT_US = 50000;

void setup() {
  Serial.begin({{baud}});
  pinMode(SIGNAL_PIN, INPUT);
}

void loop() {
  unsigned long width = pulseIn(SIGNAL_PIN, HIGH, TIMEOUT_US);
  if (width == 0) {
    Serial.println("No pulse");
  } else {
{{adapt}}
    Serial.print("Width: ");
    Serial.print(width);
    Serial.println(" us");
{{end}}
  }
  delay(100);
}
