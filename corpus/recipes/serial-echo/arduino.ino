const size_t MAX_LINE = 80;

char line[MAX_LINE + 1];
size_t length = 0;

void setup() {
  Serial.begin({{baud}});
}

void loop() {
  while (Serial.available() > 0) {
    char received = Serial.read();
    if (received == '\n') {
      line[length] = '\0';
      length = 0;
{{adapt}}
      Serial.print("You said: ");
      Serial.println(line);
{{end}}
    } else if (received != '\r' && length < MAX_LINE) {
      line[length++] = received;
    }
  }
}
