const int LED_PIN = {{led}};

void toggleLed() {
  static bool isOn = false;
  isOn = !isOn;
  digitalWrite(LED_PIN, isOn ? HIGH : LOW);
}

void report() {
  Serial.print("Uptime ");
  Serial.println(millis() / 1000);
}

struct Job {
  void (*run)();
  unsigned long interval;
  unsigned long last;
};

Job tasks[] = { {toggleLed, 250, 0}, {report, 1000, 0} };

void setup() {
  Serial.begin({{baud}});
  pinMode(LED_PIN, OUTPUT);
}

void loop() {
  for (Job& task : tasks) {
    if (millis() - task.last >= task.interval) {
      task.last += task.interval;
      task.run();
    }
  }
}
