const int LED_PIN = {{led}};
const unsigned long BLINK_MS = {{blink_ms}};
const unsigned long PRINT_MS = {{print_ms}};

unsigned long lastBlink = 0;
unsigned long lastPrint = 0;
bool isOn = false;

void blink() {
  if (millis() - lastBlink >= BLINK_MS) {
    lastBlink += BLINK_MS;
    isOn = !isOn;
    digitalWrite(LED_PIN, isOn ? HIGH : LOW);
  }
}

void report() {
  if (millis() - lastPrint >= PRINT_MS) {
    lastPrint += PRINT_MS;
{{adapt}}
    Serial.print("Running for ");
    Serial.print(millis() / 1000);
    Serial.println(" s");
{{end}}
  }
}

void setup() {
  Serial.begin({{baud}});
  pinMode(LED_PIN, OUTPUT);
}

void loop() {
  blink();
  report();
}
