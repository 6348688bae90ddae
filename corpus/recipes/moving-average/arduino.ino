const int SENSOR_PIN = {{sensor}};
const unsigned long INTERVAL_MS = {{interval_ms}};
const int WINDOW = {{window}};

int samples[WINDOW];
int next = 0;
int nSamples = 0;
long sum = 0;
unsigned long lastReading = 0;

void setup() {
  Serial.begin({{baud}});
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    int raw = analogRead(SENSOR_PIN);
    sum += raw - samples[next];  // The oldest sample makes room.
    samples[next] = raw;
    next = (next + 1) % WINDOW;
    nSamples = min(nSamples + 1, WINDOW);
{{adapt}}
    Serial.print("Average: ");
    Serial.println(sum / nSamples);
{{end}}
  }
}
