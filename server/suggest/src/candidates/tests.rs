use document::Language;

use super::*;
use crate::testing::fixture;

fn at(board: &str, language: Language, text: &str) -> Vec<Candidate> {
    let fixture = fixture(board, language, text);
    candidates(&fixture.snapshot, Some(&fixture.target), fixture.offset)
}

/// The first labels.
#[track_caller]
fn first(board: &str, language: Language, text: &str, expected: &[&str]) {
    let found = at(board, language, text);
    let labels: Vec<&str> = found.iter().take(expected.len()).map(|candidate| candidate.label.as_str()).collect();
    assert_eq!(labels, expected, "{text}");
}

fn has(board: &str, language: Language, text: &str, label: &str) -> bool {
    at(board, language, text).iter().any(|candidate| candidate.label == label)
}

#[test]
fn pins_that_can_do_it_come_first() {
    use Language::{Arduino, MicroPython};
    let driven = "void setup() { pinMode(|, OUTPUT); }";
    let found = at("esp32dev", Arduino, driven);
    assert_eq!(found[0].kind, CandidateKind::Pin);
    assert!(!found[0].relevance.is_risky, "{:?}", found[0]);
    assert!(found[0].evidence[0].fact.ends_with("can be driven"));
    assert!(!has("esp32dev", Arduino, driven, "34"), "input only");
    assert!(!has("esp32dev", Arduino, driven, "6"), "flash");
    assert!(has("esp32dev", Arduino, "void setup() { pinMode(|, INPUT); }", "34"));
    first("uno", Arduino, "void loop() { int x = analogRead(|); }", &["A0", "A1", "A2", "A3"]);
    assert!(!has("uno", Arduino, "void loop() { analogRead(|); }", "13"));
    assert!(has("uno", Arduino, "void loop() { digitalWrite(|, HIGH); }\n", "LED_BUILTIN"));
    first("rpipicow", MicroPython, "from machine import Pin\nled = Pin(\"L|\", Pin.OUT)", &["LED"]);
}

#[test]
fn own_names_come_before_numbers() {
    first(
        "uno",
        Language::Arduino,
        "const int RELAY_PIN = 7;\nvoid setup() { pinMode(RELAY_PIN, OUTPUT); }\nvoid loop() { digitalWrite(|, HIGH); }",
        &["RELAY_PIN"],
    );
    assert!(!has("esp32dev", Language::Arduino, "const int POT = 34;\nvoid loop() { analogRead(POT); digitalWrite(|, HIGH); }", "34"));
}

#[test]
fn arguments_that_are_made_for_the_place() {
    use Language::{Arduino, MicroPython};
    first("uno", Arduino, "void setup() { pinMode(13, |); }", &["OUTPUT", "INPUT_PULLUP", "INPUT"]);
    first("uno", Arduino, "void setup() { digitalWrite(13, |); }", &["HIGH", "LOW"]);
    first("pico", MicroPython, "from machine import Pin\nled = Pin(25, |)", &["Pin.OUT", "Pin.IN", "Pin.OPEN_DRAIN"]);
    assert!(has("pico", MicroPython, "from machine import I2C\ni = I2C(0, |)", "freq="));
}

#[test]
fn members_of_this_runtime() {
    use Language::{Arduino, MicroPython};
    let pwm = "from machine import Pin, PWM\np = PWM(Pin(25))\np.du|";
    first("pico", MicroPython, pwm, &["duty_u16", "duty_ns"]);
    assert!(has("pico", MicroPython, "import machine\nmachine.|", "Pin"));
    assert!(!has("pico", MicroPython, "import machine\nmachine.|", "TouchPad"));
    assert!(has("esp32dev", MicroPython, "from machine import |", "TouchPad"));
    assert!(has("uno", Arduino, "void loop() { Wire.be| }", "begin"));
}

#[test]
fn headers_and_modules() {
    use Language::{Arduino, MicroPython};
    let headers = at("uno", Arduino, "#include <Wi|\n");
    let wire = headers.iter().find(|candidate| candidate.label == "Wire.h").expect("the core's own header");
    assert_eq!(wire.insert_text, "Wire.h>");
    first("pico", MicroPython, "import mach|", &["machine"]);
}

#[test]
fn names_and_keywords() {
    use Language::{Arduino, MicroPython};
    first("uno", Arduino, "void loop() {\n  digi|\n}", &["digitalWrite", "digitalRead", "digitalPinToInterrupt"]);
    first("esp32dev", Arduino, "void loop() {\n  digitalW|\n}", &["digitalWrite"]);
    first("uno", Arduino, "int counter = 0;\nvoid loop() {\n  cou|\n}", &["counter"]);
    assert!(has("uno", Arduino, "void loop() {\n  whi|\n}", "while"));
    assert!(has("pico", MicroPython, "def f():\n    retu|", "return"));
    assert!(!has("esp32dev", Arduino, "void setup() {\n  ledcS|\n}", "ledcSetup"), "removed in 3.0");
}

#[test]
fn what_people_write_every_day_comes_first() {
    use Language::{Arduino, MicroPython};
    for board in ["uno", "esp32dev", "pico"] {
        first(board, Arduino, "void loop() {\n  dela|\n}", &["delay", "delayMicroseconds"]);
        first(board, Arduino, "void loop() {\n  digital|\n}", &["digitalWrite", "digitalRead"]);
        first(board, Arduino, "void loop() {\n  ana|\n}", &["analogRead", "analogWrite"]);
        first(board, Arduino, "void loop() {\n  mil|\n}", &["millis"]);
        first(board, Arduino, "void loop() {\n  Ser|\n}", &["Serial"]);
        first(board, Arduino, "void loop() {\n  ser|\n}", &["Serial"]);
        first(board, Arduino, "void loop() {\n  pin|\n}", &["pinMode"]);
        first(board, Arduino, "void loop() {\n  Serial.pr|\n}", &["print", "println"]);
    }
    first("esp32dev", Arduino, "void setup() {\n  ledc|\n}", &["ledcAttach", "ledcWrite"]);
    first("pico", MicroPython, "import time\ntime.sl|", &["sleep_ms"]);
    first("pico", MicroPython, "from machine import |", &["Pin"]);
    first("pico", MicroPython, "for i in ra|", &["range"]);
}

#[test]
fn small_letters_do_not_mean_a_constant_in_capitals() {
    let found = at("esp32dev", Language::Arduino, "void loop() {\n  d|\n}");
    let first_shouted = found.iter().position(|candidate| candidate.relevance.is_shouted).unwrap_or(found.len());
    for name in ["delay", "delayMicroseconds", "digitalWrite", "digitalRead", "detachInterrupt"] {
        let at = found.iter().position(|candidate| candidate.label == name).unwrap();
        assert!(at < first_shouted, "{name} at {at}, capitals from {first_shouted}");
    }
    // Where nothing else begins so, they are there.
    first("uno", Language::Arduino, "void loop() {\n  int x = hig|;\n}", &["highByte", "HIGH"]);
}

#[test]
fn letters_in_order_are_enough_but_come_last() {
    let found = at("uno", Language::Arduino, "void loop() {\n  dgw|\n}");
    assert!(found.iter().any(|candidate| candidate.label == "digitalWrite"));
    assert!(found.iter().all(|candidate| candidate.relevance.typed != Match::Exact));
}

#[test]
fn names_of_libraries_that_are_not_included_need_their_first_letters() {
    let found = at("esp32dev", Language::Arduino, "void loop() {\n  dela|\n}");
    assert!(found.iter().all(|candidate| !candidate.relevance.needs_include || candidate.relevance.typed != Match::Letters));
    let dotted: Vec<_> = found.iter().filter(|candidate| candidate.label.contains('.')).map(|it| (&it.label, it.kind)).collect();
    assert!(dotted.is_empty(), "no class of a namespace: {dotted:?}");
    first("esp32dev", Language::Arduino, "void loop() {\n  WiF|\n}", &["WiFi"]);
    first("esp32dev", Language::Arduino, "void loop() {\n  wif|\n}", &["WiFi"]);
}

#[test]
fn a_library_begins_with_its_class_not_with_its_constants() {
    let names = |text| at("esp32dev", Language::Arduino, text).into_iter().map(|candidate| candidate.label).collect::<Vec<_>>();
    let without = names("void loop() {\n  DELAY_|\n}");
    assert!(!without.iter().any(|name| name == "DELAY_JACC1"), "{without:?}");
    let with = names("#include <lmic.h>\nvoid loop() {\n  DELAY_|\n}");
    assert!(with.iter().any(|name| name == "DELAY_JACC1"), "{with:?}");
    assert!(!names("void loop() {\n  DELONG|\n}").iter().any(|name| name == "DELONGHI_AC"));
    let sent = names("#include <IRsend.h>\nvoid loop() {\n  DELONG|\n}");
    assert!(sent.iter().any(|name| name == "DELONGHI_AC"), "{sent:?}");
    assert!(names("void loop() {\n  Adafruit_BM|\n}").iter().any(|name| name == "Adafruit_BME280"));
}

#[test]
fn nothing_where_nothing_fits() {
    use Language::Arduino;
    for text in ["// no|", "int |", "void loop() { Serial.print(\"a|\"); }"] {
        assert!(at("uno", Arduino, text).is_empty(), "{text}");
    }
    let without_board = fixture("uno", Arduino, "int counter;\nvoid loop() { cou| }");
    let found = candidates(&without_board.snapshot, None, without_board.offset);
    assert_eq!(found[0].label, "counter");
}

#[test]
fn lists_are_short_and_sorted() {
    let found = at("esp32dev", Language::Arduino, "void loop() {\n  |\n}");
    assert!(found.len() <= MAX);
    assert!(found.is_sorted_by_key(|candidate| std::cmp::Reverse(candidate.relevance.score())));
}
