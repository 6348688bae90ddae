const int PIR_PIN = {{pir}};
{{if taken}}
{{else}}
const int LED_PIN = {{led}};
{{end}}

int lastState = LOW;

void setup() {
  Serial.begin({{baud}});
  pinMode(PIR_PIN, INPUT);
{{if taken}}
{{else}}
  pinMode(LED_PIN, OUTPUT);
{{end}}
}

void loop() {
  int state = digitalRead(PIR_PIN);
  if (state != lastState) {
    lastState = state;
{{if taken}}
{{else}}
    digitalWrite(LED_PIN, state);
{{end}}
{{adapt}}
    Serial.println(state == HIGH ? "Motion" : "Quiet");
{{end}}
  }
}
