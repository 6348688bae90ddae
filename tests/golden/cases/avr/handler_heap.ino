//- /handler_heap.ino board:uno
volatile int length = 0;

void wake() {
  char *text = (char *)malloc(8);
//                     ^^^^^^^^^ warning[memory-in-interrupt]: malloc takes memory inside the interrupt handler wake
  length = text != NULL;
}

void setup() {
  attachInterrupt(digitalPinToInterrupt(2), wake, FALLING);
}

void loop() {
}
