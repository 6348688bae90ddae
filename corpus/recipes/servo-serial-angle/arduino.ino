{{if esp32}}
#include <ESP32Servo.h>
{{else}}
#include <Servo.h>
{{end}}

const int SERVO_PIN = {{servo}};

Servo servo;

void setup() {
  Serial.begin({{baud}});
  Serial.setTimeout(50);
  servo.attach(SERVO_PIN);
}

void loop() {
  if (Serial.available() > 0) {
    int angle = Serial.parseInt();
    while (Serial.available() > 0) {
      Serial.read();  // The end of the line.
    }
    if (angle >= 0 && angle <= 180) {
      servo.write(angle);
      Serial.print("Angle: ");
      Serial.println(angle);
    }
  }
}
