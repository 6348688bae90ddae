#include <stdlib.h>
#include <string.h>

{{if esp32@2}}
const int PWM_CHANNEL = 0;
{{end}}
const int LED_PIN = {{led}};

char line[40];
unsigned int length = 0;

void setLevel(int level) {
{{if esp32@3}}
  ledcWrite(LED_PIN, level);
{{else}}
{{if esp32@2}}
  ledcWrite(PWM_CHANNEL, level);
{{else}}
  analogWrite(LED_PIN, level);
{{end}}
{{end}}
}

void obey(char* text) {
  char* command = strtok(text, " ");
  char* argument = strtok(nullptr, " ");
  if (command == nullptr) {
    return;
  }
  if (strcmp(command, "set") == 0 && argument != nullptr) {
    int level = constrain(atoi(argument), 0, 255);
    setLevel(level);
    Serial.print("Level ");
    Serial.println(level);
  } else if (strcmp(command, "uptime") == 0) {
    Serial.println(millis() / 1000);
  } else {
    Serial.println("Commands: set LEVEL, uptime");
  }
}

void setup() {
  Serial.begin({{baud}});
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
}

void loop() {
  while (Serial.available() > 0) {
    char c = Serial.read();
    if (c == '\n' || c == '\r') {
      line[length] = 0;
      obey(line);
      length = 0;
    } else if (length < sizeof(line) - 1) {
      line[length++] = c;
    }
  }
}
