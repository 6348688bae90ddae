// board: esp32dev
// A rover with two motors that turns away from what its ultrasonic sensor sees.
const int leftForward = 16;
const int leftBack = 17;
const int rightForward = 18;
const int rightBack = 19;
const int triggerPin = 22;
const int echoPin = 23;
const int tooNear = 25;

long readCentimetres() {
  digitalWrite(triggerPin, LOW);
  delayMicroseconds(2);
  digitalWrite(triggerPin, HIGH);
  delayMicroseconds(10);
  digitalWrite(triggerPin, LOW);
  long duration = pulseIn(echoPin, HIGH, 30000);
  return duration / 58;
}

void drive(int left, int right) {
  digitalWrite(leftForward, left > 0);
  digitalWrite(leftBack, left < 0);
  digitalWrite(rightForward, right > 0);
  digitalWrite(rightBack, right < 0);
}

void setup() {
  Serial.begin(115200);
  pinMode(leftForward, OUTPUT);
  pinMode(leftBack, OUTPUT);
  pinMode(rightForward, OUTPUT);
  pinMode(rightBack, OUTPUT);
  pinMode(triggerPin, OUTPUT);
  pinMode(echoPin, INPUT);
}

void loop() {
  long distance = readCentimetres();
  Serial.print("distance: ");
  Serial.println(distance);
  if (distance > 0 && distance < tooNear) {
    drive(-1, -1);
    delay(400);
    drive(1, -1);
    delay(300);
  } else {
    drive(1, 1);
  }
  delay(60);
}
