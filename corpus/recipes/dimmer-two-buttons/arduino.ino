{{if esp32@2}}
const int PWM_CHANNEL = 0;
{{end}}
const int UP_PIN = {{up}};
const int DOWN_PIN = {{down}};
const int LED_PIN = {{led}};
const unsigned long STEP_MS = 20;  // Held down, the whole range takes five seconds.

int brightness = 128;
unsigned long lastStep = 0;

void show() {
{{if esp32@3}}
  ledcWrite(LED_PIN, brightness);
{{else}}
{{if esp32@2}}
  ledcWrite(PWM_CHANNEL, brightness);
{{else}}
  analogWrite(LED_PIN, brightness);
{{end}}
{{end}}
}

void setup() {
  pinMode(UP_PIN, INPUT_PULLUP);
  pinMode(DOWN_PIN, INPUT_PULLUP);
{{if esp32@3}}
  ledcAttach(LED_PIN, 5000, 8);
{{else}}
{{if esp32@2}}
  ledcSetup(PWM_CHANNEL, 5000, 8);
  ledcAttachPin(LED_PIN, PWM_CHANNEL);
{{else}}
  pinMode(LED_PIN, OUTPUT);
{{end}}
{{end}}
{{if esp8266}}
  analogWriteRange(255);
{{end}}
  show();
}

void loop() {
  if (millis() - lastStep >= STEP_MS) {
    lastStep += STEP_MS;
    int change = (digitalRead(UP_PIN) == LOW) - (digitalRead(DOWN_PIN) == LOW);
    if (change != 0) {
      brightness = constrain(brightness + change, 0, 255);
      show();
    }
  }
}
