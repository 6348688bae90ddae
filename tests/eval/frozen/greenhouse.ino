// board: esp32dev
// A greenhouse: opens a vent when it is warm and waters when the soil is dry.
#include <Arduino.h>

const int ventPin = 25;
const int pumpPin = 26;
const int soilPin = 34;
const int thermistorPin = 35;
const int dryLevel = 1800;
const float openAbove = 28.5;

unsigned long lastReport = 0;
bool ventIsOpen = false;

float readCelsius() {
  int raw = analogRead(thermistorPin);
  float volts = raw * 3.3 / 4095;
  return (volts - 0.5) * 100;
}

void setVent(bool open) {
  ventIsOpen = open;
  digitalWrite(ventPin, open ? HIGH : LOW);
}

void setup() {
  Serial.begin(115200);
  pinMode(ventPin, OUTPUT);
  pinMode(pumpPin, OUTPUT);
  digitalWrite(pumpPin, LOW);
  setVent(false);
}

void loop() {
  float celsius = readCelsius();
  if (celsius > openAbove && !ventIsOpen) {
    setVent(true);
  } else if (celsius < openAbove - 2 && ventIsOpen) {
    setVent(false);
  }
  int soil = analogRead(soilPin);
  digitalWrite(pumpPin, soil > dryLevel ? HIGH : LOW);
  if (millis() - lastReport >= 5000) {
    lastReport = millis();
    Serial.print("temperature: ");
    Serial.print(celsius);
    Serial.print(", soil: ");
    Serial.println(soil);
  }
  delay(100);
}
