//- /stack_static.ino board:d1_mini
void setup() {
  static char page[6000];
  page[0] = 0;
  Serial.begin(9600);
  Serial.println(page);
}

void loop() {
}
