const int SENSOR_PIN = {{sensor}};
const unsigned long INTERVAL_MS = {{interval_ms}};
const int N_SAMPLES = 5;

unsigned long lastReading = 0;

int readMedian() {
  int samples[N_SAMPLES];
  for (int n = 0; n < N_SAMPLES; n++) {
    int sample = analogRead(SENSOR_PIN);
    // Insert it where it belongs among the smaller ones.
    int at = n;
    while (at > 0 && samples[at - 1] > sample) {
      samples[at] = samples[at - 1];
      at--;
    }
    samples[at] = sample;
  }
  return samples[N_SAMPLES / 2];
}

void setup() {
  Serial.begin({{baud}});
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
{{adapt}}
    Serial.print("Median: ");
    Serial.println(readMedian());
{{end}}
  }
}
