const int LED_PIN = {{led}};
const unsigned long INTERVAL_MS = {{interval_ms}};

{{if esp32}}
volatile bool isOn = false;
hw_timer_t* timer = nullptr;

void IRAM_ATTR onTimer() {
  isOn = !isOn;
  digitalWrite(LED_PIN, isOn ? HIGH : LOW);
}

void setup() {
  pinMode(LED_PIN, OUTPUT);
{{if esp32@3}}
  timer = timerBegin(1000000);
  timerAttachInterrupt(timer, onTimer);
  timerAlarm(timer, INTERVAL_MS * 1000, true, 0);
{{else}}
  timer = timerBegin(0, 80, true);
  timerAttachInterrupt(timer, onTimer, true);
  timerAlarmWrite(timer, INTERVAL_MS * 1000, true);
  timerAlarmEnable(timer);
{{end}}
}
{{else}}
volatile unsigned int elapsed = 0;
volatile bool isOn = false;

// Timer 1 matches every millisecond.
ISR(TIMER1_COMPA_vect) {
  elapsed = elapsed + 1;
  if (elapsed >= INTERVAL_MS) {
    elapsed = 0;
    isOn = !isOn;
    digitalWrite(LED_PIN, isOn ? HIGH : LOW);
  }
}

void setup() {
  pinMode(LED_PIN, OUTPUT);
  noInterrupts();
  TCCR1A = 0;
  TCCR1B = _BV(WGM12) | _BV(CS11) | _BV(CS10);  // Clear on match, clock / 64.
  OCR1A = F_CPU / 64 / 1000 - 1;
  TIMSK1 |= _BV(OCIE1A);
  interrupts();
}
{{end}}

void loop() {
}
