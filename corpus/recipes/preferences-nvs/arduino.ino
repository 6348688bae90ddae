#include <Preferences.h>

Preferences preferences;

void setup() {
  Serial.begin({{baud}});
  preferences.begin("boardwise", false);
  unsigned int starts = preferences.getUInt("starts", 0) + 1;
  preferences.putUInt("starts", starts);
  preferences.end();
  Serial.print("Starts: ");
  Serial.println(starts);
}

void loop() {
}
