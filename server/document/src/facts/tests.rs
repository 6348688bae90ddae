//! One test for each family of facts, for each language.

use expect_test::{Expect, expect};
use grammars::Language::{self, Arduino, MicroPython};

use super::{Facts, Value};
use crate::{Document, Span};

/// Prints some of the facts, one a line, and compares.
#[track_caller]
fn check(language: Language, text: &str, print: fn(&Facts, &str) -> Vec<String>, expect: &Expect) {
    let text = text.strip_prefix('\n').unwrap_or(text);
    let snapshot = Document::new(text, language).snapshot();
    let printed: String = print(&snapshot.facts, text).into_iter().map(|line| line + "\n").collect();
    expect.assert_eq(&printed);
}

fn at(text: &str, span: Span) -> &str {
    &text[span.start..span.end]
}

fn value(value: &Value) -> String {
    match value {
        Value::Int(number) => number.to_string(),
        Value::Str(text) => format!("{text:?}"),
        Value::Name(name) => name.clone(),
    }
}

fn constants(facts: &Facts, text: &str) -> Vec<String> {
    let line = |constant: &super::Constant| {
        let written = at(text, constant.value_span);
        format!("{} = {} ({written})", constant.name, value(&constant.value))
    };
    facts.constants.iter().map(line).collect()
}

/// `13 Output by pinMode in LED <- 13`: value, role, callee, argument, origin.
fn pins(facts: &Facts, text: &str) -> Vec<String> {
    let line = |pin: &super::PinUse| {
        let origin = pin.origin.map(|origin| format!(" <- {}", at(text, origin)));
        let bus = pin.bus.map(|bus| format!(" {bus}"));
        format!(
            "{} {:?} by {}{} in {}{}",
            value(&pin.value),
            pin.role,
            pin.callee,
            bus.unwrap_or_default(),
            at(text, pin.span),
            origin.unwrap_or_default(),
        )
    };
    facts.pin_uses.iter().map(line).collect()
}

fn calls(facts: &Facts, _: &str) -> Vec<String> {
    let line = |call: &super::Call| {
        let arguments: Vec<_> = call
            .arguments
            .iter()
            .map(|argument| {
                let keyword = argument.keyword.as_ref().map(|keyword| format!("{keyword}="));
                let known = argument.value.as_ref().map_or("?".to_owned(), value);
                format!("{}{known}", keyword.unwrap_or_default())
            })
            .collect();
        format!(
            "{:?} {:?} {} ({}) {:?} in {:?}{}",
            call.receiver,
            call.receiver_type,
            call.name,
            arguments.join(", "),
            call.qualified,
            call.enclosing,
            if call.conditional { " conditional" } else { "" },
        )
        .replace("Some(", "(")
        .replace("None", "-")
    };
    facts.calls.iter().map(line).collect()
}

fn imports(facts: &Facts, _: &str) -> Vec<String> {
    let line = |import: &super::Import| {
        let mut line = format!("{} {:?}", import.module, import.names);
        line += &import.alias.as_ref().map_or(String::new(), |alias| format!(" as {alias}"));
        line += if import.local { " local" } else { "" };
        line + if import.conditional { " conditional" } else { "" }
    };
    facts.imports.iter().map(line).collect()
}

fn members(facts: &Facts, _: &str) -> Vec<String> {
    let line = |member: &super::MemberAccess| {
        format!(
            "{}.{} of {}{}{}",
            member.receiver,
            member.member,
            member.receiver_type.as_deref().unwrap_or("?"),
            if member.is_static { " itself" } else { "" },
            if member.conditional { ", conditional" } else { "" },
        )
    };
    facts.members.iter().map(line).collect()
}

fn handlers(facts: &Facts, text: &str) -> Vec<String> {
    let line = |handler: &super::InterruptHandler| {
        let body = handler.body.map_or("elsewhere", |body| at(text, body));
        let ram = if handler.in_ram { "in RAM " } else { "" };
        format!("{} {ram}{body}", handler.name)
    };
    facts.interrupt_handlers.iter().map(line).collect()
}

fn declarations(facts: &Facts, text: &str) -> Vec<String> {
    let line_of = |offset: usize| text[..offset.min(text.len())].lines().count().max(1);
    let line = |declaration: &super::Declaration| {
        format!(
            "{:?} {} {} lines {}-{}",
            declaration.kind,
            declaration.type_name.as_deref().unwrap_or("-"),
            declaration.name,
            line_of(declaration.scope.start + 1),
            line_of(declaration.scope.end),
        )
    };
    facts.declarations.iter().map(line).collect()
}

fn name_uses(facts: &Facts, _: &str) -> Vec<String> {
    let line = |name_use: &super::NameUse| {
        let conditional = if name_use.conditional { " conditional" } else { "" };
        format!("{}{conditional}", name_use.name)
    };
    facts.name_uses.iter().map(line).collect()
}

fn comments(facts: &Facts, text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some((board, span)) = &facts.board_comment {
        assert_eq!(at(text, *span), board);
        lines.push(format!("board {board}"));
    }
    let line = |suppression: &super::Suppression| format!("{:?} for {:?}", suppression.rules, at(text, suppression.line));
    lines.extend(facts.suppressions.iter().map(line));
    lines
}

fn syntax_errors(facts: &Facts, text: &str) -> Vec<String> {
    facts.syntax_errors.iter().map(|span| format!("{:?}", at(text, *span))).collect()
}

#[test]
fn arduino_constants() {
    check(
        Arduino,
        r"
#define LED 13 // on board
#define ALIAS (LED)
#define NEXT LED + 1 /* beside it */
#define EMPTY
#define SQUARE(x) ((x) * (x))
const int a = A0;
constexpr uint8_t b = LED, c = b - 1;
enum Pins { FIRST = 2, SECOND, THIRD };
enum class Mode : uint8_t { OFF, ON };
int once = Mode::ON;
int moved = 1;
int counted = 1;
const float half = 0.5;
const char *name = ALIAS2;
void f() { moved = 2; counted++; static const byte local = 1 << 3; }
",
        constants,
        &expect![[r"
            LED = 13 (13)
            ALIAS = 13 ((LED))
            NEXT = 14 (LED + 1)
            a = A0 (A0)
            b = 13 (LED)
            c = 12 (b - 1)
            FIRST = 2 (2)
            SECOND = 3 (SECOND)
            THIRD = 4 (THIRD)
            OFF = 0 (OFF)
            ON = 1 (ON)
            once = 1 (Mode::ON)
            name = ALIAS2 (ALIAS2)
            local = 8 (1 << 3)
        "]],
    );
}

#[test]
fn a_constant_with_two_values_has_none() {
    check(Arduino, "#ifdef A\n#define LED 2\n#else\n#define LED 13\n#endif\nvoid f() { pinMode(LED, OUTPUT); }\n", pins, &expect![[""]]);
}

#[test]
fn arduino_pins_of_functions() {
    check(
        Arduino,
        r"
const int led = 13;
#define MODE INPUT_PULLUP
void setup() {
  pinMode(led, OUTPUT);
  pinMode(2, MODE);
  pinMode(LED_BUILTIN, mode());
  digitalWrite((led), HIGH);
  if (digitalRead(4)) analogWrite(5, 100);
  int v = analogRead(A0) + touchRead(T1);
  dacWrite(25, 1); tone(8, 440); pulseIn(7, HIGH);
  shiftOut(11, 12, MSBFIRST, 1);
  ledcAttach(16, 5000, 8);
  attachInterrupt(digitalPinToInterrupt( led ), f, RISING);
  attachInterrupt(0, f, RISING);
  digitalWrite(unknown(), HIGH);
}
",
        pins,
        &expect![[r"
            13 Output by pinMode in led <- 13
            2 InputPullUp by pinMode in 2
            LED_BUILTIN Unspecified by pinMode in LED_BUILTIN
            13 Output by digitalWrite in (led)
            4 DigitalRead by digitalRead in 4
            5 Pwm by analogWrite in 5
            A0 AnalogRead by analogRead in A0
            T1 Touch by touchRead in T1
            25 Dac by dacWrite in 25
            8 Output by tone in 8
            7 DigitalRead by pulseIn in 7
            11 Output by shiftOut in 11
            12 Output by shiftOut in 12
            16 Pwm by ledcAttach in 16
            13 Interrupt by attachInterrupt in led <- 13
            0 InterruptNumber by attachInterrupt in 0
        "]],
    );
}

#[test]
fn arduino_pins_of_objects() {
    check(
        Arduino,
        r"
#define DHTPIN 4
DHT dht(DHTPIN, DHT22);
DHT other = DHT(5, DHT11);
OneWire *wire = new OneWire(6);
Adafruit_NeoPixel strip(60, 7, NEO_GRB + NEO_KHZ800);
LiquidCrystal lcd(12, 11, 5, 4, 3, 2);
SoftwareSerial gps(10, -1);
U8G2_SSD1306_128X64_NONAME_F_SW_I2C u8g2(U8G2_R0, 22, 21, U8X8_PIN_NONE);
Servo arm, legs[2];
CRGB leds[10];
HardwareSerial modem(2);
class Sensor { DHT inner; Sensor() : inner(8, DHT22), count(0) {} int count; };
void setup() {
  arm.attach(9); legs[1].attach(10);
  Wire.begin(); Wire.begin(8); Wire.begin(21, 22); Wire1.setSDA(2);
  SPI.begin(18, 19, 23, 5);
  Serial.begin(9600); Serial1.begin(9600, SERIAL_8N1, 16, 17);
  modem.begin(9600, SERIAL_8N1, 26, 27);
  FastLED.addLeds<WS2812B, 3, GRB>(leds, 10);
  FastLED.addLeds<APA102, 1, 2>(leds, 10);
}
",
        pins,
        &expect![[r"
            4 Data by DHT in DHTPIN <- 4
            5 Data by DHT in 5
            6 Data by OneWire in 6
            7 Output by Adafruit_NeoPixel in 7
            12 Output by LiquidCrystal in 12
            11 Output by LiquidCrystal in 11
            5 Output by LiquidCrystal in 5
            4 Output by LiquidCrystal in 4
            3 Output by LiquidCrystal in 3
            2 Output by LiquidCrystal in 2
            10 UartRx by SoftwareSerial in 10
            22 I2cScl by U8G2_SSD1306_128X64_NONAME_F_SW_I2C in 22
            21 I2cSda by U8G2_SSD1306_128X64_NONAME_F_SW_I2C in 21
            8 Data by DHT in 8
            9 Servo by Servo.attach in 9
            10 Servo by Servo.attach in 10
            21 I2cSda by Wire.begin 0 in 21
            22 I2cScl by Wire.begin 0 in 22
            2 I2cSda by Wire1.setSDA 1 in 2
            18 SpiSck by SPI.begin 0 in 18
            19 SpiMiso by SPI.begin 0 in 19
            23 SpiMosi by SPI.begin 0 in 23
            5 SpiCs by SPI.begin 0 in 5
            16 UartRx by Serial1.begin 1 in 16
            17 UartTx by Serial1.begin 1 in 17
            26 UartRx by HardwareSerial.begin in 26
            27 UartTx by HardwareSerial.begin in 27
            3 Output by FastLED.addLeds in 3
            1 Output by FastLED.addLeds in 1
            2 Output by FastLED.addLeds in 2
        "]],
    );
}

#[test]
fn arduino_pins_through_arrays_and_wrappers() {
    check(
        Arduino,
        r"
const int leds[] = {2, 3, BLUE};
int changed[] = {4, 5};
void on(int pin) { digitalWrite(pin, HIGH); }
void twice(int p) { on(p); }
void moved(int p) { p = p + 1; digitalWrite(p, LOW); }
class Led { public: Led(int pin) { pinMode(pin, OUTPUT); } };
Led status(8);
void setup() {
  for (int i = 0; i < 3; i++) pinMode(leds[i], OUTPUT);
  for (int led : leds) digitalWrite(led, LOW);
  digitalWrite(leds[1], HIGH);
  changed[0] = 7;
  digitalWrite(changed[0], HIGH);
  on(6); twice(7); moved(9);
}
",
        pins,
        &expect![[r"
            8 Output by pinMode in 8
            2 Output by pinMode in leds[i] <- 2
            3 Output by pinMode in leds[i] <- 3
            BLUE Output by pinMode in leds[i] <- BLUE
            2 Output by digitalWrite in led <- 2
            3 Output by digitalWrite in led <- 3
            BLUE Output by digitalWrite in led <- BLUE
            3 Output by digitalWrite in leds[1] <- 3
            6 Output by digitalWrite in 6
            7 Output by digitalWrite in 7
        "]],
    );
}

#[test]
fn arduino_calls_and_members() {
    let text = r"
Servo arm;
void loop() {
  arm.write(90 + 1);
  Serial.println(F(x));
  ns::Clock::start(SPEED);
  this->go(arm.angle, Mode::ON, config.pin);
  tool->run();
}
";
    check(
        Arduino,
        text,
        calls,
        &expect![[r#"
        ("arm") ("Servo") write (91) - in ("loop")
        ("Serial") - println (?) - in ("loop")
        - - F (x) - in ("loop")
        ("ns::Clock") ("ns::Clock") start (SPEED) - in ("loop")
        ("this") - go (?, ?, ?) - in ("loop")
        ("tool") - run () - in ("loop")
    "#]],
    );
    check(
        Arduino,
        text,
        members,
        &expect![[r"
        arm.angle of Servo
        Mode.ON of Mode itself
        config.pin of ?
    "]],
    );
}

#[test]
fn arduino_includes() {
    check(
        Arduino,
        "#include <Servo.h>\n#include \"config.h\"\n#ifdef ESP32\n#include <WiFi.h>\n#endif\n#include\n",
        imports,
        &expect![[r"
            Servo.h []
            config.h [] local
            WiFi.h [] conditional
        "]],
    );
}

#[test]
fn arduino_interrupt_handlers() {
    check(
        Arduino,
        r"
void IRAM_ATTR fast() { a++; }
IRAM_ATTR void first() { b++; }
void ARDUINO_ISR_ATTR later();
void later() { c++; }
void slow() { d++; }
ISR(TIMER1_COMPA_vect) { e++; }
void setup() {
  attachInterrupt(digitalPinToInterrupt(2), fast, RISING);
  attachInterrupt(3, &first, RISING);
  attachInterrupt(4, later, RISING);
  timerAttachInterrupt(timer, slow);
  attachInterrupt(5, []() { f++; }, RISING);
  attachInterrupt(6, elsewhere, RISING);
  Timer1.attachInterrupt(slow);
  server.on(path, slow);
}
",
        handlers,
        &expect![[r"
            TIMER1_COMPA_vect { e++; }
            fast in RAM { a++; }
            first in RAM { b++; }
            later in RAM { c++; }
            slow { d++; }
            lambda { f++; }
            elsewhere elsewhere
            slow { d++; }
        "]],
    );
}

#[test]
fn arduino_declarations() {
    check(
        Arduino,
        r"
#define LED 13
enum Kind { ONE };
struct Point { int x; void move(int dx) { x += dx; } };
DHT dht(LED, DHT22);
void proto(int unnamed);
Print &log();
int sum(int a, const char *b = 0) {
  for (int i = 0; i < 3; i++) { int inner = i; }
  auto f = [](int q) { return q; };
  return a;
}
typedef unsigned long ticks;
void (*callback)(int);
",
        declarations,
        &expect![[r"
            Macro - LED lines 1-13
            Type - Kind lines 2-13
            Enumerator - ONE lines 2-13
            Type - Point lines 3-13
            Variable int x lines 3-3
            Function void move lines 3-3
            Parameter int dx lines 3-3
            Variable DHT dht lines 4-13
            Function void proto lines 1-13
            Function Print log lines 1-13
            Function int sum lines 1-13
            Parameter int a lines 7-11
            Parameter char b lines 7-11
            Variable int i lines 8-8
            Variable int inner lines 8-8
            Variable auto f lines 9-11
            Parameter int q lines 9-9
            Type - ticks lines 12-13
            Variable void callback lines 13-13
        "]],
    );
}

#[test]
fn arduino_name_uses() {
    check(
        Arduino,
        r"
int total = base + 1;
DHT dht(PIN, DHT22);
#if defined(A) && B
int c = d;
#endif
void f(int p) {
  total = p;
  g(obj.field, Kind::ONE, arr[i], (type)v);
  for (auto x : xs) h(x);
  goto end;
end:;
}
",
        name_uses,
        &expect![[r"
            base
            PIN
            DHT22
            d conditional
            total
            p
            g
            obj
            arr
            i
            v
            xs
            h
            x
        "]],
    );
}

#[test]
fn arduino_comments() {
    check(
        Arduino,
        r#"
/* A sketch.
 * board: esp32dev
 */
int a; // boardwise: allow(pin-in-use, other)
// boardwise: allow(third)
// because the lamp is there
int b;
const char *s = "// boardwise: allow(none)";
"#,
        comments,
        &expect![[r#"
            board esp32dev
            ["pin-in-use", "other"] for "int a; // boardwise: allow(pin-in-use, other)"
            ["third"] for "int b;"
        "#]],
    );
    check(Arduino, "// Board: any with Wi-Fi\n// board: uno or nano\n", comments, &expect![[""]]);
}

#[test]
fn arduino_syntax_errors() {
    check(
        Arduino,
        "int x = 1\nint y;\n#if A\nvoid f() { g(; }\n",
        syntax_errors,
        &expect![[r##"
        ""
        "#if A"
        ""
    "##]],
    );
}

#[test]
fn micropython_constants() {
    check(
        MicroPython,
        r#"
from micropython import const
LED = const(25)
NEXT = LED + 1
NAME = "GP0"
a, b = 1, NEXT
n = 1
n = 2
count = 0
count += 1
for i in range(3): pass
class Board:
    BUTTON = 5
    def f(self):
        local = self.BUTTON
        global late
        late = 3
"#,
        constants,
        &expect![[r#"
            LED = 25 (const(25))
            NEXT = 26 (LED + 1)
            NAME = "GP0" ("GP0")
            a = 1 (1)
            b = 26 (NEXT)
            BUTTON = 5 (5)
            local = 5 (self.BUTTON)
            late = 3 (3)
        "#]],
    );
}

#[test]
fn micropython_pins() {
    check(
        MicroPython,
        r#"
import machine as m
import neopixel, dht
from machine import Pin, ADC as Analog, PWM
LED = const(25)
led = Pin(LED, Pin.OUT, value=0)
plain = Pin(2)
button = Pin("GP3", Pin.IN, pull=Pin.PULL_UP)
down = m.Pin(4, m.Pin.IN, m.Pin.PULL_DOWN)
Analog(Pin(26)); Analog(27)
PWM(led); PWM(Pin(15), freq=100)
m.DAC(Pin(17)); m.DAC(1)
i2c = m.I2C(1, scl=Pin(7), sda=Pin(6))
soft = m.SoftI2C(Pin(9), plain)
spi = m.SPI(0, sck=Pin(18), mosi=Pin(19), miso=Pin(16))
uart = m.UART(1, 9600, tx=4, rx=5)
uart.init(tx=Pin(8))
pixels = neopixel.NeoPixel(Pin(28), 8)
sensor = dht.DHT22(Pin(22))
class Lamp:
    def __init__(self, pin):
        self.button = Pin(10, Pin.IN)
        self.button.irq(handler=self.pressed)
        self.other = Pin(pin, Pin.OUT)
alias = button
alias.irq(f)
unknown = Pin(f())
"#,
        pins,
        &expect![[r#"
            25 Output by Pin in LED <- const(25)
            2 Unspecified by Pin in 2
            "GP3" InputPullUp by Pin in "GP3"
            4 InputPullDown by Pin in 4
            26 AnalogRead by Analog in 26
            27 AnalogRead by Analog in 27
            25 Pwm by PWM in led <- const(25)
            15 Pwm by PWM in 15
            17 Dac by DAC in 17
            7 I2cScl by I2C 1 in 7
            6 I2cSda by I2C 1 in 6
            9 I2cScl by SoftI2C in 9
            2 I2cSda by SoftI2C in plain <- 2
            18 SpiSck by SPI 0 in 18
            19 SpiMosi by SPI 0 in 19
            16 SpiMiso by SPI 0 in 16
            4 UartTx by UART 1 in 4
            5 UartRx by UART 1 in 5
            8 UartTx by init in 8
            28 Output by NeoPixel in 28
            22 Data by DHT22 in 22
            10 Input by Pin in 10
            10 Interrupt by Pin.irq in self.button <- 10
            "GP3" Interrupt by Pin.irq in alias <- "GP3"
        "#]],
    );
}

#[test]
fn micropython_pins_of_star_imports() {
    check(
        MicroPython,
        "from machine import *\nfrom time import *\nled = Pin(2, Pin.OUT)\nprint(led)\nsleep(1)\n",
        calls,
        &expect![[r#"
            - - Pin (2, ?) ("machine.Pin") in -
            - - print (?) - in -
            - - sleep (1) ("time.sleep") in -
        "#]],
    );
}

#[test]
fn a_pin_object_that_changes_is_not_followed() {
    check(
        MicroPython,
        "from machine import Pin, PWM\np = None\np = Pin(1)\nPWM(p)\nq = Pin(2)\nq = Pin(3)\nPWM(q)\n",
        pins,
        &expect![[r"
            1 Unspecified by Pin in 1
            1 Pwm by PWM in p <- 1
            2 Unspecified by Pin in 2
            3 Unspecified by Pin in 3
        "]],
    );
}

#[test]
fn an_unfinished_attribute_does_not_take_the_next_line() {
    check(
        MicroPython,
        "from machine import Pin\nheater = Pin(15, Pin.OUT)\nheater.\ntime.sleep(1)\n",
        members,
        &expect![[r"
            Pin.OUT of machine.Pin itself
        "]],
    );
}

#[test]
fn micropython_calls_and_members() {
    let text = r#"
import machine, utime as time
from machine import ADC, Pin
adc = ADC(Pin(34))
class Probe:
    def __init__(self, time):
        self.adc = ADC(1)
    def read(self):
        return self.adc.read_u16() + adc.read()
def wait(time=3):
    time.sleep(1)
time.sleep_ms(2)
Pin(5).on()
if hasattr(machine, "lightsleep"):
    machine.lightsleep(1)
try:
    machine.freq(80)
except ValueError:
    pass
machine.Pin.OUT
x = adc.foo
"#;
    check(
        MicroPython,
        text,
        calls,
        &expect![[r#"
        - - ADC (?) ("machine.ADC") in -
        - - Pin (34) ("machine.Pin") in -
        - - ADC (1) ("machine.ADC") in ("__init__")
        ("self.adc") ("machine.ADC") read_u16 () - in ("read")
        ("adc") ("machine.ADC") read () - in ("read")
        ("time") - sleep (1) - in ("wait")
        ("time") ("utime") sleep_ms (2) ("utime.sleep_ms") in -
        ("Pin(5)") ("machine.Pin") on () - in -
        - - Pin (5) ("machine.Pin") in -
        - - hasattr (?, "lightsleep") - in - conditional
        ("machine") ("machine") lightsleep (1) ("machine.lightsleep") in - conditional
        ("machine") ("machine") freq (80) ("machine.freq") in - conditional
    "#]],
    );
    check(
        MicroPython,
        text,
        members,
        &expect![[r"
        self.adc of ?
        self.adc of ?
        machine.Pin.OUT of machine.Pin itself
        machine.Pin of machine itself
        adc.foo of machine.ADC
    "]],
    );
}

#[test]
fn micropython_imports() {
    check(
        MicroPython,
        r"
import machine, utime as time, a.b
from machine import Pin, ADC as A
from time import *
from . import config
try:
    import network
except ImportError:
    network = None
from machine import
",
        imports,
        &expect![[r#"
            machine []
            utime [] as time
            a.b []
            machine [("Pin", "Pin"), ("ADC", "A")]
            time [("*", "*")]
             [("config", "config")] local
            network [] conditional
        "#]],
    );
}

#[test]
fn micropython_interrupt_handlers() {
    check(
        MicroPython,
        r"
from machine import Pin, Timer
import pyb
def soft(p): a()
def hard(p): b()
button = Pin(3, Pin.IN)
button.irq(handler=soft, trigger=Pin.IRQ_FALLING)
button.irq(handler=hard, trigger=Pin.IRQ_FALLING, hard=True)
Timer(0).init(period=1, callback=hard, hard=True)
pyb.ExtInt(pin, pyb.ExtInt.IRQ_RISING, pyb.Pin.PULL_NONE, lambda line: c())
class Lamp:
    def __init__(self):
        button.irq(self.pressed, hard=True)
    def pressed(self, pin):
        d()
",
        handlers,
        &expect![[r"
            hard b()
            hard b()
            lambda lambda line: c()
            pressed d()
        "]],
    );
}

#[test]
fn micropython_declarations_and_uses() {
    let text = r"
from machine import Pin as P
led = P(2)
def f(a, b=1, *rest, c: int = 2, **named):
    local = a
    return [x for x in rest if (y := x)]
class Lamp:
    K = 1
    def __init__(self):
        self.pin = led
with open(name) as file:
    pass
@rp2.asm_pio()
def blink():
    set(pins, 1)
g(key=lambda z: z + K, *rest)
";
    check(
        MicroPython,
        text,
        declarations,
        &expect![[r"
        Import - P lines 1-15
        Variable machine.Pin led lines 1-15
        Function - f lines 1-15
        Parameter - a lines 3-5
        Parameter - b lines 3-5
        Parameter - rest lines 3-5
        Parameter - c lines 3-5
        Parameter - named lines 3-5
        Variable - local lines 3-5
        Variable - x lines 5-5
        Variable - y lines 5-5
        Type - Lamp lines 1-15
        Variable - K lines 6-9
        Function - __init__ lines 6-9
        Parameter - self lines 8-9
        Variable machine.Pin pin lines 6-9
        Variable - file lines 1-15
        Parameter - z lines 15-15
    "]],
    );
    check(
        MicroPython,
        text,
        name_uses,
        &expect![[r"
        P
        a
        x
        rest
        x
        self
        led
        open
        name
        g
        z
        K
        rest
    "]],
    );
}

#[test]
fn micropython_comments_and_errors() {
    check(
        MicroPython,
        "# board: RPI_PICO_W\nx = 1  # boardwise: allow(a)\n# boardwise: allow(b)\ny = 2\n",
        comments,
        &expect![[r#"
            board RPI_PICO_W
            ["a"] for "x = 1  # boardwise: allow(a)"
            ["b"] for "y = 2"
        "#]],
    );
    check(
        MicroPython,
        "led = Pin(\n",
        syntax_errors,
        &expect![[r#"
        "led = Pin("
    "#]],
    );
}

#[test]
fn deep_and_large_texts_can_be_read() {
    for language in Language::ALL {
        for text in [
            "(".repeat(20_000),
            "{".repeat(20_000),
            "a+".repeat(20_000),
            "if x:\n ".repeat(2_000),
            "#if A\n".repeat(5_000),
            "x = 1;\n".repeat(20_000),
            "\u{feff}int x;".to_owned(),
            "\0".repeat(100),
            String::new(),
        ] {
            Document::new(&text, language).snapshot();
        }
    }
}
