const int OUT_PIN = {{out}};
const long MILLIVOLTS = {{millivolts}};
const long SUPPLY_MV = {{supply_mv}};

void setup() {
{{if samd}}
  analogWriteResolution(10);
  analogWrite(OUT_PIN, MILLIVOLTS * 1023 / SUPPLY_MV);  // On this pin no PWM: the converter's voltage.
{{else}}
  dacWrite(OUT_PIN, MILLIVOLTS * 255 / SUPPLY_MV);
{{end}}
}

void loop() {
}
