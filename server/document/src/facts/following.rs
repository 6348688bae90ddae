//! Pins are followed to where they come from: one case a line, and the other files of a program.

use std::sync::Arc;

use grammars::Language::{self, Arduino, MicroPython};

use super::{Linkage, OtherFile, Outer, PinUse, Value};
use crate::{Document, Parts, Snapshot};

fn words(uses: &[PinUse]) -> String {
    let word = |pin: &PinUse| {
        let value = match &pin.value {
            Value::Int(number) => number.to_string(),
            Value::Str(text) => format!("{text:?}"),
            Value::Name(name) => name.clone(),
        };
        let elsewhere = pin.elsewhere.as_ref().map(|it| format!("@{}:{}", it.path.display(), it.line)).unwrap_or_default();
        let via = pin.via.as_ref().map(|via| format!(" via {via}")).unwrap_or_default();
        format!("{value}{elsewhere} {:?}{via}", pin.role)
    };
    let mut all: Vec<String> = uses.iter().map(word).collect();
    all.dedup();
    all.join(", ")
}

#[track_caller]
fn check(language: Language, text: &str, expected: &str) {
    let snapshot = Document::new(text, language).snapshot();
    assert!(snapshot.facts.syntax_errors.is_empty(), "{text}\n{:?}", snapshot.facts.syntax_errors);
    assert_eq!(words(&snapshot.facts.pin_uses), expected, "{text}");
}

/// The last file among the others.
#[track_caller]
fn check_program(language: Language, files: &[(&str, &str)], expected: &str) {
    let snapshots: Vec<(&str, Snapshot)> = files.iter().map(|(name, text)| (*name, Document::new(text, language).snapshot())).collect();
    let interfaces: Vec<_> = snapshots.iter().map(|(_, snapshot)| snapshot.interface(&Parts::default())).collect();
    let (last, others) = snapshots.split_last().expect("a file");
    let other = |((name, snapshot), interface): (&(&str, Snapshot), &Arc<super::Interface>)| OtherFile {
        path: Arc::from(std::path::Path::new(name)),
        module: name.strip_suffix(".py").map(|name| name.replace('/', ".")),
        interface: Arc::clone(interface),
        lines: std::iter::once(0).chain(snapshot.text.to_string().match_indices('\n').map(|(at, _)| at + 1)).collect(),
        visible: language == Arduino,
        libraries: Vec::new(),
    };
    let outer = Outer {
        files: others.iter().zip(&interfaces).map(other).collect(),
        linkage: Arc::new(Linkage::new(&interfaces)),
        ..Outer::default()
    };
    let seen = last.1.within(Arc::new(outer));
    assert_eq!(words(&seen.facts.pin_uses), expected, "{files:#?}");
}

#[test]
fn constants_of_every_kind() {
    for (text, expected) in [
        ("#define BASE 2\n#define LED (BASE + 3)\nvoid f() { pinMode(LED, OUTPUT); }", "5 Output"),
        ("constexpr int A = 3, B = A << 1;\nvoid f() { digitalWrite(B, 1); }", "6 Output"),
        ("static const uint8_t LED{7};\nvoid f() { digitalWrite(LED, 1); }", "7 Output"),
        ("enum class Pin : int { LED = 9 };\nvoid f() { digitalWrite(static_cast<int>(Pin::LED), 1); }", "9 Output"),
        ("enum { R = 3, G, B };\nvoid f() { digitalWrite(B, 1); }", "5 Output"),
        ("namespace pins { const int LED = 8; }\nvoid f() { digitalWrite(pins::LED, 1); }", "8 Output"),
        ("struct Pins { static const int LED = 5; };\nvoid f() { digitalWrite(Pins::LED, 1); }", "5 Output"),
        ("struct A { static const int P = 5; }; struct B { static const int P = 6; };\nvoid f() { digitalWrite(B::P, 1); }", "6 Output"),
    ] {
        check(Arduino, text, expected);
    }
}

#[test]
fn structures() {
    for (text, expected) in [
        ("struct Rig { int led; int button; };\nconst Rig rig = {34, 5};\nvoid f() { pinMode(rig.led, OUTPUT); }", "34 Output"),
        ("struct Rig { int led = 7; int button = 8; };\nRig rig;\nvoid f() { pinMode(rig.button, OUTPUT); }", "8 Output"),
        ("struct Rig { int led; } rig = {.led = 4};\nvoid f() { pinMode(rig.led, OUTPUT); }", "4 Output"),
        (
            "struct Rig { int led; };\nRig rigs[] = {{1}, {2}};\nvoid f() { for (int i = 0; i < 2; i++) pinMode(rigs[i].led, OUTPUT); }",
            "1 Output, 2 Output",
        ),
        (
            "struct Rig { int led; };\nRig rigs[] = {{1}, {2}};\nvoid f() { for (auto &rig : rigs) pinMode(rig.led, OUTPUT); }",
            "1 Output, 2 Output",
        ),
        ("typedef struct { int led; } Rig;\nRig rig = {3};\nvoid f() { pinMode(rig.led, OUTPUT); }", "3 Output"),
        ("struct Rig { int led; };\nRig rig = {3};\nvoid f() { rig.led = 4; pinMode(rig.led, OUTPUT); }", ""),
        ("struct Rig { Rig(int a, int b); int led; };\nRig rig{3, 4};\nvoid f() { pinMode(rig.led, OUTPUT); }", ""),
    ] {
        check(Arduino, text, expected);
    }
}

#[test]
fn loops() {
    for (text, expected) in [
        ("void f() { for (int pin = 2; pin <= 4; pin++) pinMode(pin, OUTPUT); }", "2 Output, 3 Output, 4 Output"),
        ("void f() { for (int pin = 4; pin > 2; --pin) pinMode(pin, OUTPUT); }", "4 Output, 3 Output"),
        ("void f() { for (int pin = 2; pin < 9; pin += 3) pinMode(pin, OUTPUT); }", "2 Output, 5 Output, 8 Output"),
        ("const int N = 2;\nvoid f() { for (int i = 0; i < N; i++) pinMode(10 + i, OUTPUT); }", "10 Output, 11 Output"),
        ("int leds[] = {5, 6, 7};\nvoid f() { for (int i = 0; i < 2; i++) pinMode(leds[i], OUTPUT); }", "5 Output, 6 Output"),
        (
            "int leds[] = {5, 6};\nvoid f() { for (int i = 0; i < sizeof(leds) / sizeof(leds[0]); i++) pinMode(leds[i], OUTPUT); }",
            "5 Output, 6 Output",
        ),
        ("int leds[] = {5, 6};\nvoid f(int n) { pinMode(leds[n], OUTPUT); }", "5 Output, 6 Output"),
        // A loop that asks which pin it is may leave some out; one that only reads says nothing.
        ("void f() { for (int pin = 0; pin < 14; pin++) { if (pin != 1) pinMode(pin, OUTPUT); } }", ""),
        ("void f() { for (int pin = 0; pin < 14; pin++) digitalRead(pin); }", ""),
        ("void f() { for (int pin = 0; pin < 14; pin++) { pin = next(pin); pinMode(pin, OUTPUT); } }", ""),
    ] {
        check(Arduino, text, expected);
    }
}

#[test]
fn functions_and_classes_of_the_program() {
    for (text, expected) in [
        ("void on(int pin) { digitalWrite(pin, 1); }\nvoid f() { on(34); }", "34 Output via on"),
        ("void low(int p) { digitalWrite(p, 0); }\nvoid on(int q) { low(q); }\nvoid f() { on(34); }", "34 Output via on"),
        ("void on(int level, int pin = 34) { digitalWrite(pin, level); }\nvoid f() { on(1); }", "34 Output via on"),
        ("void on(int pin) { pin++; digitalWrite(pin, 1); }\nvoid f() { on(34); }", ""),
        ("void on(int pin) { int p = pin; digitalWrite(p, 1); }\nvoid f() { on(34); }", "34 Output via on"),
        (
            "class Led { public: Led(int pin) : _pin(pin) { pinMode(_pin, OUTPUT); } void on() { digitalWrite(_pin, 1); } private: int _pin; };\nLed led(34);",
            "34 Output via Led",
        ),
        (
            "class Led { int _pin; public: Led(int pin); void on(); };\nLed::Led(int pin) { _pin = pin; }\nvoid Led::on() { digitalWrite(_pin, 1); }\nLed led(34);",
            "34 Output via Led",
        ),
        (
            "class Led { int pin; public: void begin(int pin) { this->pin = pin; pinMode(pin, OUTPUT); } };\nLed led;\nvoid f() { led.begin(34); }",
            "34 Output via begin",
        ),
        (
            "class Led { int _pin; public: Led(int p) : _pin(p) {} void move(int p) { _pin = p; } void on() { digitalWrite(_pin, 1); } };\nLed led(34);",
            "",
        ),
        ("void on(int pin) { digitalWrite(pin, 1); }\nvoid on(int a, int b) { }\nvoid f() { on(1, 34); on(2); }", "2 Output via on"),
        (
            "struct Led { int pin; Led(int p) : pin(p) {} void on() { digitalWrite(pin, 1); } };\nLed leds[] = {Led(3), Led(4)};",
            "3 Output via Led, 4 Output via Led",
        ),
    ] {
        check(Arduino, text, expected);
    }
}

#[test]
fn what_python_keeps_pins_in() {
    for (text, expected) in [
        ("from machine import Pin\nPINS = (4, 5)\nPin(PINS[1], Pin.OUT)\n", "5 Output"),
        ("from machine import Pin\nPINS = {'led': 25, 'sw': 3}\nPin(PINS['led'], Pin.OUT)\n", "25 Output"),
        ("from machine import Pin\nclass Config:\n    LED = 25\nPin(Config.LED, Pin.OUT)\n", "25 Output"),
        (
            "from machine import Pin\nclass Rig:\n    def __init__(self):\n        self.led = 25\n    def go(self):\n        Pin(self.led, Pin.OUT)\n",
            "25 Output",
        ),
        ("from machine import Pin\nfor p in (4, 5):\n    Pin(p, Pin.OUT)\n", "4 Output, 5 Output"),
        ("from machine import Pin\nleds = [Pin(p, Pin.OUT) for p in [4, 5]]\n", "4 Output, 5 Output"),
        ("from machine import Pin\nfor i in range(2, 4):\n    Pin(i, Pin.OUT)\n", "2 Output, 3 Output"),
        ("from machine import Pin\nP = {'a': 4, 'b': 5}\nfor name, p in P.items():\n    Pin(p, Pin.OUT)\n", "4 Output, 5 Output"),
        ("from machine import Pin\nfor i, p in enumerate([4, 5]):\n    Pin(p, Pin.OUT)\n", "4 Output, 5 Output"),
        ("from machine import Pin\nled = 4\nled = 5\nPin(led, Pin.OUT)\n", ""),
        ("from machine import Pin\nfor p in (4, 5):\n    p = p + 1\n    Pin(p, Pin.OUT)\n", ""),
    ] {
        check(MicroPython, text, expected);
    }
}

#[test]
fn python_functions_and_pin_objects() {
    for (text, expected) in [
        ("from machine import Pin\ndef on(pin):\n    Pin(pin, Pin.OUT)\non(34)\n", "34 Output via on"),
        (
            "from machine import Pin\ndef on(level, pin=34):\n    Pin(pin, Pin.OUT)\non(1)\non(1, pin=5)\n",
            "34 Output via on, 5 Output via on",
        ),
        (
            "from machine import Pin\nclass Led:\n    def __init__(self, pin):\n        self.pin = Pin(pin, Pin.OUT)\nled = Led(34)\n",
            "34 Output via __init__",
        ),
        ("from machine import ADC, Pin\ndef read(p):\n    return ADC(p)\nread(Pin(26))\n", "26 AnalogRead via read"),
        (
            "from machine import Pin\ndef watch(p):\n    p.irq(print)\nbutton = Pin(5, Pin.IN)\nwatch(button)\nwatch(7)\n",
            "5 Input, 5 Interrupt via watch",
        ),
        (
            "from machine import Pin, PWM\nclass Fan:\n    def __init__(self, p):\n        self.p = p\n    def go(self):\n        self.pwm = PWM(self.p)\nfan = Fan(Pin(9))\n",
            "9 Pwm via __init__",
        ),
    ] {
        check(MicroPython, text, expected);
    }
}

#[test]
fn headers_and_tabs() {
    let sketch = "void f() { pinMode(LED, OUTPUT); }\n";
    check_program(Arduino, &[("pins.h", "#pragma once\n#define LED 34\n"), ("a.ino", sketch)], "34@pins.h:2 Output");
    check_program(Arduino, &[("b.ino", "const int LED = BASE + 1;\n"), ("c.ino", "const int BASE = 1;\n"), ("a.ino", sketch)], "");
    check_program(
        Arduino,
        &[("b.ino", "const int LED = BASE;\n"), ("c.ino", "const int BASE = 1;\n"), ("a.ino", sketch)],
        "1@c.ino:1 Output",
    );
    // Two values, or one that somebody changes: none.
    check_program(Arduino, &[("b.h", "#define LED 1\n"), ("c.h", "#define LED 2\n"), ("a.ino", sketch)], "");
    check_program(Arduino, &[("b.ino", "int LED = 1;\n"), ("c.ino", "void g() { LED = 2; }\n"), ("a.ino", sketch)], "");
    check_program(
        Arduino,
        &[("b.h", "struct Pins { static const int LED = 5; };\n"), ("a.ino", "void f() { pinMode(Pins::LED, OUTPUT); }")],
        "5@b.h:1 Output",
    );
    check_program(
        Arduino,
        &[("b.h", "const int LEDS[] = {5,\n6};\n"), ("a.ino", "void f() { for (int p : LEDS) pinMode(p, OUTPUT); }")],
        "5@b.h:1 Output, 6@b.h:2 Output",
    );
    check_program(
        Arduino,
        &[("led.h", "void on(int pin);\n"), ("led.cpp", "void on(int pin) { digitalWrite(pin, 1); }\n"), ("a.ino", "void f() { on(34); }")],
        "34 Output via on",
    );
    check_program(
        Arduino,
        &[
            ("led.h", "class Led { int _pin; public: Led(int pin); void on(); };\n"),
            ("led.cpp", "Led::Led(int pin) : _pin(pin) {}\nvoid Led::on() { digitalWrite(_pin, 1); }\n"),
            ("a.ino", "Led led(34);"),
        ],
        "34 Output via Led",
    );
}

#[test]
fn modules() {
    let pins = ("pins.py", "from micropython import const\nLED = const(25)\nROW = {'a': 4}\n");
    for (text, expected) in [
        ("from machine import Pin\nfrom pins import *\nPin(LED, Pin.OUT)\n", "25@pins.py:2 Output"),
        ("from machine import Pin\nimport pins\nPin(pins.LED, Pin.OUT)\n", "25@pins.py:2 Output"),
        ("from machine import Pin\nimport pins as p\nPin(p.ROW['a'], Pin.OUT)\n", "4@pins.py:3 Output"),
        ("from machine import Pin\nfrom pins import LED as L\nPin(L, Pin.OUT)\n", "25@pins.py:2 Output"),
        ("from machine import Pin\nimport pins\npins.LED = 3\nPin(pins.LED, Pin.OUT)\n", ""),
    ] {
        check_program(MicroPython, &[pins, ("main.py", text)], expected);
    }
    let led =
        ("drivers/led.py", "from machine import Pin\nclass Led:\n    def __init__(self, pin):\n        self.pin = Pin(pin, Pin.OUT)\n");
    check_program(MicroPython, &[led, ("main.py", "from drivers.led import Led\nled = Led(34)\n")], "34 Output via __init__");
}
