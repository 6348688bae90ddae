void before() {
  digitalWrite(2, HIGH);
}

#include <Ser

void after() {
  digitalWrite(3, LOW);
}
