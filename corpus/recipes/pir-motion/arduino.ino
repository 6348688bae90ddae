const int PIR_PIN = {{pir}};
const int LED_PIN = {{led}};

int lastState = LOW;

void setup() {
  Serial.begin({{baud}});
  pinMode(PIR_PIN, INPUT);
  pinMode(LED_PIN, OUTPUT);
}

void loop() {
  int state = digitalRead(PIR_PIN);
  if (state != lastState) {
    lastState = state;
    digitalWrite(LED_PIN, state);
{{adapt}}
    Serial.println(state == HIGH ? "Motion" : "Quiet");
{{end}}
  }
}
