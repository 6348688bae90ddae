const int RECEIVER_PIN = {{receiver}};
const unsigned long TIMEOUT_US = 15000;

// The 32 bits of a NEC frame; 0 when none came.
unsigned long readNec() {
  // The receiver pulls low while it sees light: 9 ms, then a pause of 4.5 ms.
  if (pulseIn(RECEIVER_PIN, HIGH, 100000) < 4000) {
    return 0;
  }
  unsigned long code = 0;
  for (int bit = 0; bit < 32; bit++) {
    // The length of the pause is the bit: 560 us or 1690 us.
    unsigned long pause = pulseIn(RECEIVER_PIN, HIGH, TIMEOUT_US);
    if (pause == 0) {
      return 0;
    }
    code = code >> 1 | (pause > 1000 ? 0x80000000UL : 0);
  }
  return code;
}

void setup() {
  Serial.begin({{baud}});
  pinMode(RECEIVER_PIN, INPUT);
  Serial.println("Press a key");
}

void loop() {
  unsigned long code = readNec();
  if (code != 0) {
{{adapt}}
    Serial.print("Code: ");
    Serial.println(code, HEX);
{{end}}
  }
}
