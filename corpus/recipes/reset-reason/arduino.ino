{{if avr}}
uint8_t resetFlags __attribute__((section(".noinit")));

// The boot loader may have cleared the flags already; then nothing is known.
void keepResetFlags() __attribute__((naked, used, section(".init3")));
void keepResetFlags() {
  resetFlags = MCUSR;
  MCUSR = 0;
}

{{end}}
void setup() {
  Serial.begin({{baud}});
  Serial.print("Reset: ");
{{if avr}}
  if (resetFlags & _BV(WDRF)) {
    Serial.println("watchdog");
  } else if (resetFlags & _BV(BORF)) {
    Serial.println("supply too low");
  } else if (resetFlags & _BV(EXTRF)) {
    Serial.println("reset button");
  } else {
    Serial.println("power-on or unknown");
  }
{{else}}
{{if esp8266}}
  Serial.println(ESP.getResetReason());
{{else}}
{{if rp2040}}
  Serial.println(rp2040.getResetReason());
{{else}}
  Serial.println((int)esp_reset_reason());
{{end}}
{{end}}
{{end}}
}

void loop() {
}
