const int PIR_PIN = {{pir}};
{{if taken}}
{{else}}
const int LED_PIN = {{led}};
const int LED_ON = {{on_level}};  // LOW for what a low level switches on.
const int LED_OFF = LED_ON == HIGH ? LOW : HIGH;
{{if asked.hold_ms}}
const unsigned long HOLD_MS = {{hold_ms}};  // Each motion begins the time anew.
{{end}}
{{end}}

int lastState = LOW;
{{if asked.hold_ms}}
{{if taken}}
{{else}}
bool isLit = false;
unsigned long lastMotion = 0;
{{end}}
{{end}}

void setup() {
  Serial.begin({{baud}});
  pinMode(PIR_PIN, INPUT);
{{if taken}}
{{else}}
  pinMode(LED_PIN, OUTPUT);
  digitalWrite(LED_PIN, LED_OFF);
{{end}}
}

void loop() {
  int state = digitalRead(PIR_PIN);
  if (state != lastState) {
    lastState = state;
{{if taken}}
{{else}}
{{if asked.hold_ms}}
{{else}}
    digitalWrite(LED_PIN, state == HIGH ? LED_ON : LED_OFF);
{{end}}
{{end}}
{{adapt}}
    Serial.println(state == HIGH ? "Motion" : "Quiet");
{{end}}
  }
{{if taken}}
{{else}}
{{if asked.hold_ms}}
  if (state == HIGH) {
    isLit = true;
    lastMotion = millis();
  } else if (isLit && millis() - lastMotion >= HOLD_MS) {
    isLit = false;
  }
  digitalWrite(LED_PIN, isLit ? LED_ON : LED_OFF);
{{end}}
{{end}}
}
