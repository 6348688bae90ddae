//- /pins_in_struct.ino board:esp32dev
struct Channel {
  uint8_t pin;
  bool on;
};

Channel channels[] = {{13, false}, {14, false}, {27, true}};

void setup() {
  for (auto &channel : channels) {
    pinMode(channel.pin, OUTPUT);
    digitalWrite(channel.pin, channel.on);
  }
}

void loop() {}
