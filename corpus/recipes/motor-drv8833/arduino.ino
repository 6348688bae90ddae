const int IN1_PIN = {{in1}};
const int IN2_PIN = {{in2}};
const unsigned long STEP_MS = 20;

int speed = 0;
int change = 1;
unsigned long lastStep = 0;

void writeDuty(int input, int duty) {
{{if esp32@2}}
  ledcWrite(input, duty);
{{else}}
  int pin = input == 0 ? IN1_PIN : IN2_PIN;
{{if esp32@3}}
  ledcWrite(pin, duty);
{{else}}
  analogWrite(pin, duty);
{{end}}
{{end}}
}

// From -255 (backward) to 255 (forward); the other input stays low.
void drive(int speed) {
  writeDuty(0, max(0, speed));
  writeDuty(1, max(0, -speed));
}

void setup() {
{{if esp32@3}}
  ledcAttach(IN1_PIN, 5000, 8);
  ledcAttach(IN2_PIN, 5000, 8);
{{else}}
{{if esp32@2}}
  ledcSetup(0, 5000, 8);
  ledcSetup(1, 5000, 8);
  ledcAttachPin(IN1_PIN, 0);
  ledcAttachPin(IN2_PIN, 1);
{{else}}
  pinMode(IN1_PIN, OUTPUT);
  pinMode(IN2_PIN, OUTPUT);
{{end}}
{{end}}
{{if esp8266}}
  analogWriteRange(255);
{{end}}
}

void loop() {
  if (millis() - lastStep >= STEP_MS) {
    lastStep += STEP_MS;
    speed += change;
    if (abs(speed) == 255) {
      change = -change;
    }
    drive(speed);
  }
}
