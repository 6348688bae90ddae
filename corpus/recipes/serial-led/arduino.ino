const int LED_PIN = {{led}};
const size_t MAX_LINE = 16;

char line[MAX_LINE + 1];
size_t length = 0;

void obey(const char* command) {
  if (strcmp(command, "on") == 0 || strcmp(command, "1") == 0) {
    digitalWrite(LED_PIN, HIGH);
  } else if (strcmp(command, "off") == 0 || strcmp(command, "0") == 0) {
    digitalWrite(LED_PIN, LOW);
  } else {
{{adapt}}
    Serial.println("Commands: on or 1, off or 0");
{{end}}
  }
}

void setup() {
  Serial.begin({{baud}});
  pinMode(LED_PIN, OUTPUT);
}

void loop() {
  while (Serial.available() > 0) {
    char received = Serial.read();
    if (received == '\n' || received == '\r') {
      line[length] = '\0';
      if (length > 0) {
        obey(line);
      }
      length = 0;
    } else if (length < MAX_LINE) {
      line[length++] = received;
    }
  }
}
