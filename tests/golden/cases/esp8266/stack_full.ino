//- /stack_full.ino board:d1_mini
void setup() {
  char page[6000];
//     ^^^^ error[stack-array-too-large]: this array of 6000 bytes does not fit on the stack of 4096
  page[0] = 0;
  Serial.begin(9600);
  Serial.println(page);
}

void loop() {
}
