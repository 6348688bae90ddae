//! Programs of a given length, written by rule: the same every time, and nobody's.
//!
//! They do what firmware does: named pins, debounced buttons, averaged sensors, interrupts, parsers,
//! ring buffers, buses, conditions for other boards.

use std::fmt::Write;

/// A sketch for an Arduino Mega of about `n_lines` lines.
pub fn sketch(n_lines: usize) -> String {
    let mut text = String::from(SKETCH_HEAD);
    let (mut begins, mut steps) = (String::new(), String::new());
    for number in 0.. {
        // `setup` and `loop` need a line for each part, too.
        if text.lines().count() + 2 * number + 12 >= n_lines {
            break;
        }
        let unit = SKETCH_UNITS[number % SKETCH_UNITS.len()];
        text.push_str(&numbered(unit, number, SKETCH_FIRST_PIN + number));
        let _ = writeln!(begins, "  begin{number}();");
        let _ = writeln!(steps, "  step{number}(now);");
    }
    let _ = write!(
        text,
        "void setup() {{\n  Serial.begin(115200);\n  Wire.begin();\n{begins}}}\n\nvoid loop() {{\n  const unsigned long now = millis();\n{steps}}}\n"
    );
    text
}

/// A MicroPython program for a Pico of about `n_lines` lines.
pub fn module(n_lines: usize) -> String {
    let mut text = String::from(MODULE_HEAD);
    let mut steps = String::new();
    for number in 0.. {
        if text.lines().count() + number + 9 >= n_lines {
            break;
        }
        let unit = MODULE_UNITS[number % MODULE_UNITS.len()];
        text.push_str(&numbered(unit, number, 2 + number % 20));
        let _ = writeln!(steps, "        step{number}(now)");
    }
    let _ = write!(
        text,
        "\ndef main():\n    while True:\n        now = time.ticks_ms()\n{steps}        time.sleep_ms(5)\n\n\nif __name__ == \"__main__\":\n    main()\n"
    );
    text
}

/// Pins 0 and 1 are the console's.
const SKETCH_FIRST_PIN: usize = 2;

fn numbered(unit: &str, number: usize, pin: usize) -> String {
    unit.replace("$N", &number.to_string()).replace("$P", &pin.to_string())
}

const SKETCH_HEAD: &str = r"// board: megaatmega2560
#include <Arduino.h>
#include <Wire.h>
#include <Servo.h>

#if defined(ESP32)
#define STATUS_PIN 2
#else
#define STATUS_PIN LED_BUILTIN
#endif

#define SAMPLES 8

enum class Mode { Idle, Running, Failed };

Mode mode = Mode::Idle;

";

/// What a sketch is put together from; `$N` is the number of the part, `$P` a pin of its own.
const SKETCH_UNITS: &[&str] = &[
    r"// Lamp $N changes in its own rhythm.
const int LAMP_$N = $P;
unsigned long lampChanged$N = 0;
bool lampIsOn$N = false;

void begin$N() {
  pinMode(LAMP_$N, OUTPUT);
  digitalWrite(LAMP_$N, LOW);
}

void step$N(unsigned long now) {
  if (now - lampChanged$N >= 250UL) {
    lampChanged$N = now;
    lampIsOn$N = !lampIsOn$N;
    digitalWrite(LAMP_$N, lampIsOn$N ? HIGH : LOW);
  }
}

",
    r#"// Button $N, debounced.
struct Button$N {
  uint8_t pin;
  bool isDown;
  unsigned long since;
};

Button$N button$N = {$P, false, 0};

void begin$N() {
  pinMode(button$N.pin, INPUT_PULLUP);
}

void step$N(unsigned long now) {
  const bool reads = digitalRead(button$N.pin) == LOW;
  if (reads != button$N.isDown && now - button$N.since > 30UL) {
    button$N.isDown = reads;
    button$N.since = now;
    if (reads && mode == Mode::Idle) {
      mode = Mode::Running;
      Serial.println(F("button $N"));
    }
  }
}

"#,
    r#"// Sensor $N: the mean of the latest readings.
int readings$N[SAMPLES];
uint8_t place$N = 0;

float mean$N() {
  long sum = 0;
  for (uint8_t i = 0; i < SAMPLES; i++) {
    sum += readings$N[i];
  }
  return static_cast<float>(sum) / SAMPLES;
}

void begin$N() {
  for (uint8_t i = 0; i < SAMPLES; i++) {
    readings$N[i] = 0;
  }
}

void step$N(unsigned long now) {
  if (now % 100UL != 0) {
    return;
  }
  readings$N[place$N] = analogRead(A3);
  place$N = (place$N + 1) % SAMPLES;
  const float volts = mean$N() * 5.0f / 1023.0f;
  Serial.print("sensor $N: ");
  Serial.println(volts, 2);
}

"#,
    r#"// Commands of channel $N: a letter and a number.
class Channel$N {
public:
  void put(char letter) {
    if (letter == '\n') {
      line[length] = '\0';
      run();
      length = 0;
    } else if (length < sizeof(line) - 1) {
      line[length++] = letter;
    }
  }

private:
  void run() {
    switch (line[0]) {
      case 's':
        level = atoi(line + 1);
        break;
      case 'q':
        Serial.println(level);
        break;
      default:
        Serial.println("?");
    }
  }

  char line[24];
  uint8_t length = 0;
  int level = 0;
};

Channel$N channel$N;

void begin$N() {
  channel$N.put('\n');
}

void step$N(unsigned long now) {
  while (Serial.available() > 0) {
    channel$N.put(static_cast<char>(Serial.read()));
  }
}

"#,
    r"// A register of the device at address 0x40 + $N.
const uint8_t DEVICE_$N = 0x40 + $N;
volatile unsigned int pulses$N = 0;

bool write$N(uint8_t reg, uint8_t value) {
  Wire.beginTransmission(DEVICE_$N);
  Wire.write(reg);
  Wire.write(value);
  return Wire.endTransmission() == 0;
}

void begin$N() {
  if (!write$N(0x00, 0x80)) {
    mode = Mode::Failed;
  }
}

void step$N(unsigned long now) {
  static unsigned long last = 0;
  if (now - last < 500UL) {
    return;
  }
  last = now;
  Wire.requestFrom(DEVICE_$N, (uint8_t)2);
  if (Wire.available() >= 2) {
    const int high = Wire.read();
    const int low = Wire.read();
    pulses$N = (high << 8) | low;
  }
}

",
];

const MODULE_HEAD: &str = r"# board: RPI_PICO
import time
from machine import ADC, I2C, PWM, Pin
from micropython import const

_SAMPLES = const(8)

i2c = I2C(0, sda=Pin(0), scl=Pin(1), freq=400_000)

";

/// What a program is put together from; `$N` is the number of the part, `$P` a pin.
const MODULE_UNITS: &[&str] = &[
    r#"
LAMP_$N = const($P)
lamp$N = Pin(LAMP_$N, Pin.OUT, value=0)
changed$N = time.ticks_ms()


def step$N(now):
    """Lamp $N changes in its own rhythm."""
    global changed$N
    if time.ticks_diff(now, changed$N) >= 250:
        changed$N = now
        lamp$N.toggle()

"#,
    r#"
class Button$N:
    """A debounced button."""

    def __init__(self, pin):
        self.pin = Pin(pin, Pin.IN, Pin.PULL_UP)
        self.is_down = False
        self.since = time.ticks_ms()

    def poll(self, now):
        reads = self.pin.value() == 0
        if reads != self.is_down and time.ticks_diff(now, self.since) > 30:
            self.is_down = reads
            self.since = now
            return reads
        return False


button$N = Button$N($P)


def step$N(now):
    if button$N.poll(now):
        print("button $N", now)

"#,
    r#"
readings$N = [0] * _SAMPLES


def mean$N():
    """The mean of the latest readings in volts."""
    total = 0
    for value in readings$N:
        total += value
    return total / _SAMPLES * 3.3 / 65535


adc$N = ADC(Pin(26))


def step$N(now):
    readings$N[now // 100 % _SAMPLES] = adc$N.read_u16()
    if now % 1000 == 0:
        print("sensor $N: {:.2f} V".format(mean$N()))

"#,
    r#"
class Channel$N:
    """Commands: a letter and a number."""

    def __init__(self):
        self.line = bytearray()
        self.level = 0

    def put(self, byte):
        if byte == 10:
            self.run(self.line.decode())
            self.line = bytearray()
        else:
            self.line.append(byte)

    def run(self, line):
        if line.startswith("s"):
            try:
                self.level = int(line[1:])
            except ValueError:
                print("?")
        elif line == "q":
            print(self.level)


channel$N = Channel$N()


def step$N(now):
    if channel$N.level > 0 and now % 1000 == 0:
        channel$N.put(10)

"#,
    r#"
def write$N(reg, value):
    """Writes a register of a device."""
    try:
        i2c.writeto_mem(0x40 + $N % 16, reg, bytes([value]))
    except OSError as error:
        print("device $N:", error)


def step$N(now):
    if now % 500 == 0:
        write$N(0x00, now & 0xFF)

"#,
];
