const int SENSOR_PIN = {{sensor}};
const unsigned long SETTLE_MS = 30;

int state = -1;
unsigned long lastChange = 0;

void setup() {
  Serial.begin({{baud}});
  pinMode(SENSOR_PIN, INPUT_PULLUP);
}

void loop() {
  int reading = digitalRead(SENSOR_PIN);
  if (reading != state && millis() - lastChange >= SETTLE_MS) {
    state = reading;
    lastChange = millis();
{{adapt}}
    Serial.println(state == LOW ? "Door closed" : "Door open");
{{end}}
  }
}
