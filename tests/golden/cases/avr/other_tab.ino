//- /other_tab.ino board:uno expect:no-compile
// A tab of a larger sketch: names come from the main tab.
void updateDisplay() {
  digitalWrite(STATUS_LED, systemReady());
  analogWrite(BACKLIGHT_PIN, brightness);
}
