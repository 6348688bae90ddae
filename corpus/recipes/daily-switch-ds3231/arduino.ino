#include <Wire.h>

const uint8_t ADDRESS = {{address}};
const int RELAY_PIN = {{relay}};
const char* ON_TIME = "{{on_time}}";
const char* OFF_TIME = "{{off_time}}";
const unsigned long INTERVAL_MS = 1000;

unsigned long lastLook = 0;

// "6:30" in minutes after midnight.
int minuteOfDay(const char* text) {
  const char* colon = strchr(text, ':');
  return atoi(text) * 60 + (colon == nullptr ? 0 : atoi(colon + 1));
}

// Also over midnight, as from 22:00 to 6:00.
bool isWithin(int now, int from, int until) {
  return from <= until ? now >= from && now < until : now >= from || now < until;
}

// Minutes after midnight; -1 when the clock does not answer.
int readClock() {
  Wire.beginTransmission(ADDRESS);
  Wire.write(0x01);
  Wire.endTransmission(false);
  if (Wire.requestFrom(ADDRESS, (uint8_t)2) != 2) {
    return -1;
  }
  uint8_t minute = Wire.read();
  uint8_t hour = Wire.read() & 0x3F;
  // Decimal digits, four bits each.
  return ((hour >> 4) * 10 + (hour & 0x0F)) * 60 + (minute >> 4) * 10 + (minute & 0x0F);
}

void setup() {
  Serial.begin({{baud}});
  pinMode(RELAY_PIN, OUTPUT);
  {{i2c.begin}}
}

void loop() {
  if (millis() - lastLook >= INTERVAL_MS) {
    lastLook += INTERVAL_MS;
    int now = readClock();
    if (now < 0) {
      Serial.println("The clock does not answer");
      return;
    }
    digitalWrite(RELAY_PIN, isWithin(now, minuteOfDay(ON_TIME), minuteOfDay(OFF_TIME)) ? HIGH : LOW);
  }
}
