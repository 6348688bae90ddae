{{if asked.resistor}}
const int SENSOR_PIN = {{line}};
{{else}}
const int SENSOR_PIN = {{sensor}};
{{end}}
const unsigned long SETTLE_MS = 30;

int state = -1;
unsigned long lastChange = 0;

void setup() {
  Serial.begin({{baud}});
{{if asked.resistor}}
  pinMode(SENSOR_PIN, INPUT);  // The resistor outside holds the level.
{{else}}
  pinMode(SENSOR_PIN, INPUT_PULLUP);
{{end}}
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
