const int RED_PIN = {{red}};
const int GREEN_PIN = {{green}};
const int BLUE_PIN = {{blue}};
const unsigned long CYCLE_MS = {{cycle_ms}};
const unsigned long STEP_MS = 20;

unsigned long lastStep = 0;

// Brightness of a color that is strongest at `peak` (0 to 767) of the circle.
int share(int position, int peak) {
  int distance = abs(position - peak);
  if (distance > 384) {
    distance = 768 - distance;
  }
  return distance < 256 ? 255 - distance : 0;
}

void setup() {
{{if esp32@3}}
  ledcAttach(RED_PIN, 5000, 8);
  ledcAttach(GREEN_PIN, 5000, 8);
  ledcAttach(BLUE_PIN, 5000, 8);
{{else}}
{{if esp32@2}}
  ledcSetup(0, 5000, 8);
  ledcSetup(1, 5000, 8);
  ledcSetup(2, 5000, 8);
  ledcAttachPin(RED_PIN, 0);
  ledcAttachPin(GREEN_PIN, 1);
  ledcAttachPin(BLUE_PIN, 2);
{{else}}
  pinMode(RED_PIN, OUTPUT);
  pinMode(GREEN_PIN, OUTPUT);
  pinMode(BLUE_PIN, OUTPUT);
{{end}}
{{end}}
{{if esp8266}}
  analogWriteRange(255);
{{end}}
}

void loop() {
  if (millis() - lastStep >= STEP_MS) {
    lastStep += STEP_MS;
    int position = millis() % CYCLE_MS * 768 / CYCLE_MS;
{{if esp32@3}}
    ledcWrite(RED_PIN, share(position, 0));
    ledcWrite(GREEN_PIN, share(position, 256));
    ledcWrite(BLUE_PIN, share(position, 512));
{{else}}
{{if esp32@2}}
    ledcWrite(0, share(position, 0));
    ledcWrite(1, share(position, 256));
    ledcWrite(2, share(position, 512));
{{else}}
    analogWrite(RED_PIN, share(position, 0));
    analogWrite(GREEN_PIN, share(position, 256));
    analogWrite(BLUE_PIN, share(position, 512));
{{end}}
{{end}}
  }
}
