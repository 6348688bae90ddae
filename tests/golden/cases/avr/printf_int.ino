//- /printf_int.ino board:megaatmega2560
void setup() {
  Serial.begin(9600);
}

void loop() {
  char line[20];
  snprintf(line, sizeof(line), "%d", analogRead(A0));
  Serial.println(line);
}
