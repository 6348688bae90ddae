const int SENSOR_PIN = {{sensor}};
const unsigned long INTERVAL_MS = {{interval_ms}};
{{if asked.bits}}
{{if avr megaavr esp8266}}
const long ADC_MAX = {{adc_max}};  // This chip measures 10 bits; more cannot be set.
{{else}}
const int ADC_BITS = {{bits}};
const long ADC_MAX = (1L << ADC_BITS) - 1;
{{end}}
{{else}}
const long ADC_MAX = {{adc_max}};
{{end}}
const long SUPPLY_MV = {{supply_mv}};

unsigned long lastReading = 0;

void setup() {
  Serial.begin({{baud}});
{{if asked.bits}}
{{if avr megaavr esp8266}}
{{else}}
  analogReadResolution(ADC_BITS);
{{end}}
{{end}}
}

void loop() {
  if (millis() - lastReading >= INTERVAL_MS) {
    lastReading += INTERVAL_MS;
    long raw = analogRead(SENSOR_PIN);
    long millivolts = raw * SUPPLY_MV / ADC_MAX;
{{adapt}}
    Serial.print("Raw: ");
    Serial.print(raw);
    Serial.print("  Millivolts: ");
    Serial.println(millivolts);
{{end}}
  }
}
