//! What everybody who has written for these runtimes knows about their names.

use std::sync::Arc;

use boards::{Api, MemberKind, RuntimeKind, Signature, Tables, Target};

fn target(board: &str, kind: RuntimeKind, runtime: Option<&str>) -> Target {
    Tables::embedded().target(board, kind, runtime).unwrap()
}

fn arduino(board: &str) -> Arc<Api> {
    target(board, RuntimeKind::Arduino, None).runtime.api.clone()
}

fn micropython(board: &str) -> Arc<Api> {
    target(board, RuntimeKind::MicroPython, None).runtime.api.clone()
}

fn accepts(signatures: &[Signature], arguments: usize) -> bool {
    signatures.iter().any(|signature| signature.accepts(arguments))
}

fn method(api: &Api, class: &str, name: &str) -> Vec<Signature> {
    match api.class_member(class, name).map(|member| &member.kind) {
        Some(MemberKind::Function(signatures)) => signatures.clone(),
        other => panic!("{class}.{name} is {other:?}"),
    }
}

const ARDUINO_BOARDS: [&str; 4] = ["uno", "esp32dev", "nodemcuv2", "pico"];

#[test]
fn every_core_has_the_arduino_language() {
    for board in ARDUINO_BOARDS {
        let api = arduino(board);
        let functions = [
            ("pinMode", 2),
            ("digitalWrite", 2),
            ("digitalRead", 1),
            ("analogRead", 1),
            ("analogWrite", 2),
            ("delay", 1),
            ("millis", 0),
            ("micros", 0),
            ("delayMicroseconds", 1),
            ("attachInterrupt", 3),
            ("detachInterrupt", 1),
            ("map", 5),
            ("constrain", 3),
            ("min", 2),
            ("max", 2),
            ("abs", 1),
            ("random", 1),
            ("random", 2),
            ("randomSeed", 1),
            ("tone", 2),
            ("noTone", 1),
            ("pulseIn", 2),
            ("shiftOut", 4),
            ("digitalPinToInterrupt", 1),
            ("bitRead", 2),
            ("F", 1),
            ("noInterrupts", 0),
            ("interrupts", 0),
        ];
        for (name, arguments) in functions {
            let function = api.function(name).unwrap_or_else(|| panic!("{board} has no {name}"));
            assert!(accepts(&function.signatures, arguments), "{board}: {name} {:?}", function.signatures);
            assert_eq!(function.provided_by, "", "{board}: {name}");
        }
        for constant in ["HIGH", "LOW", "INPUT", "OUTPUT", "INPUT_PULLUP", "RISING", "FALLING", "CHANGE", "PI"] {
            assert!(api.constant(constant).is_some(), "{board} has no {constant}");
        }
        for name in ["byte", "boolean", "word", "String"] {
            assert!(api.has_type(name), "{board} has no type {name}");
        }
        assert!(api.function("digitalWriteQuickly").is_none(), "{board}");
    }
}

#[test]
fn serial_and_the_buses_know_their_methods() {
    for board in ARDUINO_BOARDS {
        let api = arduino(board);
        let class = api.object("Serial").unwrap_or_else(|| panic!("{board} has no Serial"));
        for name in ["begin", "print", "println", "write", "available", "read", "readStringUntil", "parseInt", "flush", "setTimeout"] {
            assert!(api.class_member(class, name).is_some(), "{board}: {class} has no {name}");
        }
        assert!(api.class_is_complete(class), "{board}: {class}");
        assert!(api.class_member(class, "printLine").is_none(), "{board}");
        let wire = api.object("Wire").unwrap();
        for name in ["begin", "beginTransmission", "endTransmission", "requestFrom", "write", "read", "available", "setClock"] {
            assert!(api.class_member(wire, name).is_some(), "{board}: {wire} has no {name}");
        }
        assert_eq!(api.provided_by("Wire"), Some("Wire.h"), "{board}");
        assert_eq!(api.provided_by("SPI"), Some("SPI.h"), "{board}");
        assert_eq!(api.provided_by("Serial"), None, "{board}");
        assert!(api.names_of_header("Wire.h").contains(&"Wire"));
        for name in ["length", "indexOf", "substring", "toInt", "c_str", "startsWith", "trim", "replace", "toFloat"] {
            assert!(api.class_member("String", name).is_some(), "{board}: String has no {name}");
        }
        assert!(api.library("Wire.h").is_some_and(|library| library.bundled), "{board}");
        assert!(api.has_header("Arduino.h"), "{board}");
    }
    assert!(arduino("esp32dev").class_member("SerialPort", "printf").is_some());
}

#[test]
fn a_board_lacks_what_its_chip_lacks() {
    let (uno, mega, leonardo) = (arduino("uno"), arduino("mega"), arduino("leonardo"));
    assert_eq!(uno.object("Serial1"), None);
    assert!(uno.is_lacking("Serial1") && !mega.is_lacking("Serial3"));
    assert_eq!(mega.object("Serial3"), Some("HardwareSerial"));
    assert_eq!(leonardo.object("Serial"), Some("Serial_"));
    assert!(arduino("esp32dev").function("dacWrite").is_some());
    assert!(arduino("esp32-s3-devkitc-1").function("dacWrite").is_none());
    assert!(arduino("esp32-c3-devkitm-1").function("touchRead").is_none());
    assert!(arduino("esp32-s3-devkitc-1").function("touchRead").is_some());
    assert!(micropython("pico").module("network").is_none());
    assert!(micropython("rpipicow").module("network").is_some());
    assert!(micropython("ESP32_GENERIC").module_member("machine", "DAC").is_some());
    assert!(micropython("ESP32_GENERIC_S3").module_member("machine", "DAC").is_none());
    assert!(micropython("ESP32_GENERIC_S3").module_member("machine", "USBDevice").is_some());
}

#[test]
fn esp32_3_dropped_and_changed_the_ledc_calls() {
    let new = arduino("esp32dev");
    let old = target("esp32dev", RuntimeKind::Arduino, Some("arduino-esp32@2")).runtime.api.clone();
    assert!(old.function("ledcSetup").is_some() && old.removed("ledcSetup").is_none());
    assert!(new.function("ledcSetup").is_none());
    let removed = new.removed("ledcSetup").unwrap();
    assert_eq!(removed.replacement.as_deref(), Some("ledcAttach(pin, freq, resolution)"));
    assert!(removed.source.contains("migration"));
    assert!(old.function("ledcAttach").is_none() && new.function("ledcAttach").is_some());
    assert_eq!(new.changed("ledcWrite").unwrap().after, "ledcWrite(pin, duty)");
    assert!(accepts(&old.function("timerBegin").unwrap().signatures, 3));
    assert!(!accepts(&new.function("timerBegin").unwrap().signatures, 3));
    assert!(accepts(&new.function("timerBegin").unwrap().signatures, 1));
    for removed in new.all_removed() {
        assert!(new.function(&removed.name).is_none(), "{} is there and removed", removed.name);
    }
    for changed in new.all_changed() {
        assert!(new.function(&changed.name).is_some() && old.function(&changed.name).is_some(), "{}", changed.name);
    }
}

#[test]
fn sdk_functions_need_no_include_of_their_own() {
    let api = arduino("esp32dev");
    let function = api.function("gpio_set_level").unwrap();
    assert_eq!(function.provided_by, "");
    assert_eq!(api.declared_in("gpio_set_level"), Some("driver/gpio.h"));
    assert_eq!(api.provided_by("gpio_set_level"), None);
    assert!(api.has_header("esp_wifi.h"));
    let uno = arduino("uno");
    assert!(uno.constant("TCCR1A").is_some() && uno.constant("CS12").is_some() && uno.constant("TIMER1_COMPA_vect").is_some());
    assert!(uno.function("pgm_read_byte").is_some() && uno.function("wdt_enable").is_some());
    assert_eq!(uno.provided_by("wdt_enable"), Some("avr/wdt.h"));
}

#[test]
fn libraries_are_found_by_header() {
    for board in ARDUINO_BOARDS {
        let api = arduino(board);
        assert_eq!(api.header("DHT.h"), Some("DHT sensor library"), "{board}");
        assert_eq!(api.header("Adafruit_NeoPixel.h"), Some("Adafruit NeoPixel"), "{board}");
        assert_eq!(api.header("NoSuchThing.h"), None);
        let dht = api.class("DHT").unwrap();
        assert!(accepts(&dht.constructors, 2));
        assert!(api.class_member("DHT", "readTemperature").is_some());
        assert_eq!(api.provided_by("DHT"), Some("DHT.h"));
        assert!(api.constant("DHT22").is_some());
        assert!(api.class("Servo").is_some(), "{board}");
    }
    let esp32 = arduino("esp32dev");
    assert_eq!(esp32.provided_by("Servo"), Some("ESP32Servo.h"));
    assert!(!esp32.library("Servo.h").unwrap().supports("esp32"));
    assert_eq!(esp32.provided_by("WiFi"), Some("WiFi.h"));
    assert!(esp32.class_member("WiFiClass", "begin").is_some());
    assert_eq!(esp32.class("WiFiClient").unwrap().bases, ["NetworkClient"]);
    assert_eq!(arduino("nodemcuv2").provided_by("WiFi"), Some("ESP8266WiFi.h"));
    assert_eq!(arduino("uno").library("DHT.h").unwrap().version, "1.4.6");
}

#[test]
fn micropython_modules_are_what_the_firmware_has() {
    for board in ["ESP32_GENERIC", "ESP8266_GENERIC", "RPI_PICO_W"] {
        let api = micropython(board);
        for module in ["machine", "network", "time", "neopixel", "dht"] {
            assert!(api.module(module).is_some_and(|module| module.complete), "{board}: {module}");
        }
        for module in ["json", "os", "sys", "struct", "asyncio", "re", "collections", "math", "gc", "random", "utime", "ujson", "urequests"]
        {
            assert!(api.module(module).is_some(), "{board}: {module}");
        }
        assert!(api.module("numpy").is_none() && api.module("RPi").is_none(), "{board}");
        for (class, member) in [
            ("Pin", "value"),
            ("Pin", "IN"),
            ("Pin", "PULL_UP"),
            ("Pin", "irq"),
            ("ADC", "read_u16"),
            ("PWM", "duty_u16"),
            ("I2C", "scan"),
            ("I2C", "readfrom_mem"),
            ("SPI", "write_readinto"),
            ("UART", "any"),
            ("Timer", "PERIODIC"),
            ("Timer", "init"),
            ("WDT", "feed"),
            ("RTC", "datetime"),
            ("SoftI2C", "writeto"),
        ] {
            let key = format!("machine.{class}");
            assert!(api.class_member(&key, member).is_some(), "{board}: {key} has no {member}");
            assert!(api.class_is_complete(&key), "{board}: {key}");
            assert!(api.module_member("machine", class).is_some(), "{board}: {class}");
        }
        for member in ["sleep_ms", "ticks_ms", "ticks_diff", "sleep", "sleep_us", "time"] {
            assert!(api.module_member("time", member).is_some(), "{board}: time.{member}");
            assert!(api.module_member("utime", member).is_some(), "{board}: utime.{member}");
        }
        assert!(api.module_member("machine", "unique_id").is_some() && api.module_member("machine", "digitalWrite").is_none());
        assert!(api.class_member("network.WLAN", "isconnected").is_some(), "{board}");
        assert!(api.module_member("network", "STA_IF").is_some(), "{board}");
        assert!(api.class_member("neopixel.NeoPixel", "write").is_some());
        assert!(api.class_is_complete("neopixel.NeoPixel") && api.class_member("neopixel.NeoPixel", "show").is_none());
        assert!(api.class_member("dht.DHT22", "measure").is_some() && api.class_is_complete("dht.DHT22"), "{board}");
        // The stubs promise these from documentation; no firmware has them.
        assert!(api.class_member("machine.Pin", "mode").is_none(), "{board}");
        assert!(accepts(&method(&api, "machine.Pin", "value"), 0) && accepts(&method(&api, "machine.Pin", "value"), 1));
        assert!(accepts(&api.class("machine.Pin").unwrap().constructors, 3));
    }
}

#[test]
fn micropython_ports_differ() {
    let (esp32, esp8266, rp2) = (micropython("ESP32_GENERIC"), micropython("ESP8266_GENERIC"), micropython("RPI_PICO"));
    assert!(rp2.class_member("machine.Pin", "PULL_DOWN").is_some() && esp8266.class_member("machine.Pin", "PULL_DOWN").is_none());
    assert!(esp32.class_member("machine.PWM", "duty").is_some() && rp2.class_member("machine.PWM", "duty").is_none());
    assert!(esp32.class_member("machine.ADC", "atten").is_some() && rp2.class_member("machine.ADC", "atten").is_none());
    assert!(rp2.class_member("machine.ADC", "read").is_none() && esp8266.class_member("machine.ADC", "read").is_some());
    assert!(rp2.module("rp2").is_some() && esp32.module("rp2").is_none());
    assert!(esp32.module("esp32").is_some() && rp2.module("esp32").is_none());
    assert!(rp2.class_member("machine.Pin", "ALT_HSTX").is_none());
    assert!(micropython("RPI_PICO2").class_member("machine.Pin", "ALT_HSTX").is_some());
}

#[test]
fn registers_belong_to_the_chip() {
    let (uno, leonardo, mega) = (arduino("uno"), arduino("leonardo"), arduino("mega"));
    assert!(uno.constant("TCCR2A").is_some() && leonardo.constant("TCCR2A").is_none());
    assert!(leonardo.constant("TIMER4_OVF_vect").is_some() && uno.constant("TIMER4_OVF_vect").is_none());
    assert!(mega.constant("PORTL").is_some() && uno.constant("PORTL").is_none());
    assert!(arduino("attinyx5").constant("PORTB").is_some());
}

#[test]
fn a_name_may_be_younger_than_the_firmware() {
    let tables = Tables::embedded();
    let api = |runtime| tables.target("RPI_PICO", RuntimeKind::MicroPython, Some(runtime)).unwrap().runtime.api.clone();
    assert!(api("micropython-rp2@1.29").module_member("machine", "I2CTarget").is_some());
    assert!(api("micropython-rp2@1.22").module_member("machine", "I2CTarget").is_none());
    assert!(api("micropython-rp2@1.22").class_member("machine.Pin", "value").is_some());
}

#[test]
fn every_core_has_its_boards() {
    let known = [
        ("zeroUSB", "arduino-samd", "digitalWrite"),
        ("adafruit_feather_m4", "adafruit-samd", "analogWriteResolution"),
        ("nano33ble", "arduino-mbed", "pinMode"),
        ("uno_r4_wifi", "arduino-renesas", "analogWrite"),
        ("nucleo_f401re", "arduino-stm32", "pinMode"),
        ("teensy41", "teensy", "digitalWriteFast"),
        ("nano_every", "arduino-megaavr", "tone"),
        ("adafruit_feather_nrf52840", "adafruit-nrf52", "delay"),
        ("due", "arduino-sam", "analogReadResolution"),
    ];
    for (board, runtime, function) in known {
        let target = Tables::embedded().target(board, RuntimeKind::Arduino, None).unwrap();
        assert_eq!(target.runtime.name, runtime, "{board}");
        assert!(target.runtime.api.function(function).is_some(), "{board}: {function}");
        assert!(target.runtime.api.object("Wire").is_some() || target.runtime.api.class("TwoWire").is_some(), "{board}");
    }
}

#[test]
fn signatures_read_like_code() {
    let api = arduino("uno");
    let signature = &api.function("pinMode").unwrap().signatures[0];
    assert_eq!(signature.text("pinMode", RuntimeKind::Arduino), "void pinMode(uint8_t pin, uint8_t mode)");
    let api = micropython("RPI_PICO");
    let signature = &method(&api, "machine.ADC", "read_u16")[0];
    assert_eq!(signature.text("read_u16", RuntimeKind::MicroPython), "read_u16() -> int");
}

#[test]
fn every_runtime_is_read_to_the_last_line() {
    for board in Tables::embedded().reference_boards() {
        for kind in [RuntimeKind::Arduino, RuntimeKind::MicroPython] {
            let Ok(target) = Tables::embedded().target(&board.id, kind, None) else { continue };
            let api = &target.runtime.api;
            assert!(!api.source.is_empty());
            assert!(api.classes().count() > 30, "{}", board.id);
            match kind {
                RuntimeKind::Arduino => assert!(api.functions().count() > 60 && api.headers().count() > 40),
                RuntimeKind::MicroPython => assert!(api.modules().count() > 40),
            }
            assert!(api.functions().all(|(_, function)| !function.signatures.is_empty()));
        }
    }
}
