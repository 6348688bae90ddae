enum Level { DEBUG_LEVEL, INFO_LEVEL, WARNING_LEVEL, ERROR_LEVEL };

const Level LEAST = INFO_LEVEL;
const char* NAMES[] = {"DEBUG", "INFO", "WARNING", "ERROR"};

unsigned long lastWork = 0;

void logMessage(Level level, const char* text) {
  if (level < LEAST) {
    return;
  }
  Serial.print(millis());
  Serial.print(' ');
  Serial.print(NAMES[level]);
  Serial.print(": ");
  Serial.println(text);
}

void setup() {
  Serial.begin({{baud}});
  logMessage(INFO_LEVEL, "Started");
}

void loop() {
  if (millis() - lastWork >= 1000) {
    lastWork += 1000;
    logMessage(DEBUG_LEVEL, "Working");
    if (millis() > 1500) {
      logMessage(WARNING_LEVEL, "Nothing to do");
    }
  }
}
