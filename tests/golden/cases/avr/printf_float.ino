//- /printf_float.ino board:megaatmega2560
void setup() {
  Serial.begin(9600);
}

void loop() {
  char line[20];
  snprintf(line, sizeof(line), "%6.2f", analogRead(A0) / 3.0);
//                             ^^^^^^^ warning[float-in-printf]: snprintf prints ? for a floating-point number here
  Serial.println(line);
}
