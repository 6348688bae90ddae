{{if avr}}
#include <avr/interrupt.h>
#include <avr/power.h>
#include <avr/sleep.h>
#include <avr/wdt.h>

{{end}}
const unsigned long SLEEP_SECONDS = {{sleep_s}};

void work() {
{{adapt}}
  Serial.println("Awake");
{{end}}
  Serial.flush();
}

{{if avr}}
volatile bool isNapOver = false;

ISR(WDT_vect) {
  isNapOver = true;
}

// One nap of about a second: the watchdog is the only timer that runs in power-down.
void nap() {
  noInterrupts();
  isNapOver = false;
  MCUSR &= ~_BV(WDRF);
  wdt_reset();
  WDTCSR = _BV(WDCE) | _BV(WDE);
  WDTCSR = _BV(WDIE) | _BV(WDP2) | _BV(WDP1);
  set_sleep_mode(SLEEP_MODE_PWR_DOWN);
  sleep_enable();
  interrupts();
  while (!isNapOver) {
    sleep_cpu();  // Other interrupts may wake the chip, too.
  }
  sleep_disable();
  wdt_disable();
}

void setup() {
  Serial.begin({{baud}});
}

void loop() {
  work();
  for (unsigned long second = 0; second < SLEEP_SECONDS; second++) {
    nap();
  }
}
{{else}}
void setup() {
  Serial.begin({{baud}});
  work();
{{if esp8266}}
  ESP.deepSleep(SLEEP_SECONDS * 1000000ULL);
{{else}}
  esp_sleep_enable_timer_wakeup(SLEEP_SECONDS * 1000000ULL);
  esp_deep_sleep_start();
{{end}}
}

void loop() {
  // Never reached: waking up is a reset.
}
{{end}}
