const int LED_PIN = {{led}};

bool isOn = false;

void showMenu() {
  Serial.println("1: LED on");
  Serial.println("2: LED off");
  Serial.println("3: state");
}

void setup() {
  Serial.begin({{baud}});
  pinMode(LED_PIN, OUTPUT);
  showMenu();
}

void loop() {
  if (Serial.available() > 0) {
    char choice = Serial.read();
    switch (choice) {
      case '1':
      case '2':
        isOn = choice == '1';
        digitalWrite(LED_PIN, isOn ? HIGH : LOW);
        Serial.println("Done");
        break;
      case '3':
        Serial.println(isOn ? "The LED is on" : "The LED is off");
        break;
      case '\n':
      case '\r':
        break;
      default:
        showMenu();
    }
  }
}
