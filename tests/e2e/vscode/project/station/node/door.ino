const int DOOR = 18;

void setupDoor() {
  pinMode(DOOR, INPUT_PULLUP);
}

bool doorIsOpen() {
  return digitalRead(DOOR) == HIGH;
}
