#include <Wire.h>
#include <VL53L0X.h>

const uint8_t ADDRESS = {{address}};
const unsigned long INTERVAL_MS = {{interval_ms}};

VL53L0X sensor;
bool isThere = false;
unsigned long lastReading = 0;

void setup() {
  Serial.begin({{baud}});
  {{i2c.begin}}
  sensor.setTimeout(500);
  isThere = sensor.init();
  if (!isThere) {
    Serial.println("The sensor does not answer");
    return;
  }
  if (ADDRESS != 0x29) {
    sensor.setAddress(ADDRESS);  // It wakes up at 0x29 and takes another address until power-off.
  }
}

void loop() {
  if (isThere && millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    uint16_t distance = sensor.readRangeSingleMillimeters();
    if (sensor.timeoutOccurred() || distance > 2000) {
      Serial.println("Nothing in reach");
      return;
    }
{{adapt}}
    Serial.print("Distance: ");
    Serial.print(distance);
    Serial.println(" mm");
{{end}}
  }
}
