//! What everybody who has held these boards knows about them.

use boards::{AnalogInput, CautionKind, Pin, RuntimeKind, Tables, Target};

fn arduino(board: &str) -> Target {
    Tables::embedded().target(board, RuntimeKind::Arduino, None).unwrap()
}

fn micropython(board: &str) -> Target {
    Tables::embedded().target(board, RuntimeKind::MicroPython, None).unwrap()
}

fn numbers(target: &Target, holds: impl Fn(&Pin) -> bool) -> Vec<u16> {
    target.pins.iter().filter(|pin| holds(pin)).map(|pin| pin.number).collect()
}

fn named(target: &Target, name: &str) -> Option<u16> {
    target.pin_named(name).map(|pin| pin.number)
}

#[test]
fn over_a_thousand_boards_of_every_family() {
    let listing = Tables::embedded().listing();
    assert!(listing.len() > 1500, "{}", listing.len());
    let chips: std::collections::BTreeSet<&str> = listing.iter().map(|board| board.chip.as_str()).collect();
    for chip in ["esp32", "esp32p4", "esp8266", "rp2040", "rp2350b", "atmega328p", "attiny85", "atmega4809", "samd21", "samd51", "sam3x8e"]
    {
        assert!(chips.contains(chip), "no board has the chip {chip}");
    }
    for chip in ["nrf52840", "nrf52832", "ra4m1", "imxrt1062", "mk20dx256"] {
        assert!(chips.contains(chip), "no board has the chip {chip}");
    }
    assert!(chips.iter().filter(|chip| chip.starts_with("stm32")).count() > 50);
    // What the list says is what the boards say.
    for board in listing.iter().step_by(97) {
        let full = Tables::embedded().board(&board.id).unwrap();
        assert_eq!((&full.name, &full.chip, &full.ids), (&board.name, &board.chip, &board.ids));
    }
}

#[test]
fn boards_of_other_families() {
    let stm32 = arduino("STMicroelectronics:stm32:Nucleo_64:pnum=NUCLEO_F401RE,upload_method=swdMethod");
    assert_eq!(stm32.pin_named("LED_BUILTIN").unwrap().chip_pin, "PA5");
    assert_eq!(stm32.pin_named("A0").map(|pin| (pin.number, pin.chip_pin.as_str())), Some((192, "PA0")));
    let due = arduino("due");
    assert_eq!(due.pin_named("DAC0").and_then(|pin| pin.dac.as_deref()), Some("DAC0"));
    let r4 = arduino("arduino:renesas_uno:unor4wifi");
    assert_eq!(r4.pin_named("A0").unwrap().chip_pin, "P014");
    assert!(r4.has_radio("wifi"));
    let teensy = arduino("teensy:avr:teensy41");
    assert!(teensy.pin(41).unwrap().adc.is_some() && teensy.pin(22).unwrap().pwm);
    // The board's own header gives pins to users that carry flash on other modules.
    let feather = arduino("adafruit_feather_esp32_v2");
    assert!(feather.pin_named("TX").unwrap().caution(CautionKind::Flash).is_none());
    assert!(feather.pin(6).unwrap().caution(CautionKind::Flash).is_some());
    let pyboard = micropython("PYBV11");
    assert_eq!(pyboard.pin_named("X1").unwrap().chip_pin, "PA0");
    assert_eq!(pyboard.pin_named("B4").unwrap().chip_pin, "PB4");
    // An unknown header keeps silent.
    assert!(feather.pins.iter().all(|pin| pin.caution(CautionKind::Absent).is_none()));
}

/// Every target: each board under each of its runtimes.
fn all_targets() -> Vec<Target> {
    let tables = Tables::embedded();
    let mut targets = Vec::new();
    for board in tables.boards() {
        for kind in [RuntimeKind::Arduino, RuntimeKind::MicroPython] {
            targets.extend(tables.target(&board.id, kind, None));
        }
        if board.arduino_runtime.as_deref() == Some("arduino-esp32@3.3.8") {
            targets.extend(tables.target(&board.id, RuntimeKind::Arduino, Some("arduino-esp32@2")));
        }
    }
    targets
}

#[test]
fn every_pin_has_a_source_and_pins_are_sorted() {
    let reference: Vec<String> = Tables::embedded().reference_boards().iter().map(|board| board.id.clone()).collect();
    let targets = all_targets();
    assert!(targets.len() > 900, "{}", targets.len());
    for target in targets {
        let whose = format!("{} under {}", target.board.id, target.runtime.coordinate());
        assert!(target.pins.windows(2).all(|pair| pair[0].number < pair[1].number), "{whose}: not sorted or doubled");
        let is_known = reference.contains(&target.board.id);
        assert!(!is_known || target.pins.iter().any(|pin| pin.exposed), "{whose}: no pin is brought out");
        for pin in &target.pins {
            assert!(!pin.source.is_empty(), "{whose}: {} has no source", pin.chip_pin);
            for caution in &pin.cautions {
                assert!(!caution.source.is_empty() && caution.text.ends_with('.'), "{whose}: {caution:?}");
            }
            assert!(!pin.pwm || pin.output, "{whose}: {} has PWM but no output", pin.chip_pin);
            assert!(!(pin.pull_up || pin.pull_down) || pin.input, "{whose}: {} pulls an input it lacks", pin.chip_pin);
        }
        for (i, pin) in target.pins.iter().enumerate() {
            for name in &pin.names {
                let twin = target.pins[i + 1..].iter().find(|other| other.names.contains(name));
                assert!(twin.is_none(), "{whose}: {name} names two pins");
            }
        }
        for bus in target.buses() {
            let pin = target.pin(i64::from(bus.pin));
            assert!(pin.is_some(), "{whose}: {} {} sits on a pin that is not there", bus.bus, bus.signal);
        }
    }
}

#[test]
fn boards_answer_to_their_names() {
    let names = [
        ("uno", ["arduino:avr:uno", "UNO"].as_slice()),
        ("nanoatmega328", &["nano", "arduino:avr:nano:cpu=atmega328old", "nanoatmega328new"]),
        ("megaatmega2560", &["mega", "arduino:avr:mega", "arduino:avr:mega:cpu=atmega2560"]),
        ("leonardo", &["arduino:avr:leonardo"]),
        ("micro", &["arduino:avr:micro"]),
        ("esp32dev", &["esp32", "esp32:esp32:esp32", "ESP32_GENERIC", "esp32_generic"]),
        ("esp32-s3-devkitc-1", &["esp32:esp32:esp32s3", "ESP32_GENERIC_S3", "esp32s3"]),
        ("esp32-c3-devkitm-1", &["esp32:esp32:esp32c3", "ESP32_GENERIC_C3"]),
        ("nodemcuv2", &["esp8266:esp8266:nodemcuv2", "ESP8266_GENERIC", "esp8266"]),
        ("d1_mini", &["esp8266:esp8266:d1_mini"]),
        ("pico", &["rpipico", "rp2040:rp2040:rpipico", "RPI_PICO"]),
        ("rpipicow", &["picow", "rp2040:rp2040:rpipicow", "RPI_PICO_W"]),
        ("rpipico2", &["RPI_PICO2"]),
    ];
    for (id, aliases) in names {
        for alias in [id].iter().chain(aliases) {
            assert_eq!(Tables::embedded().board(alias).unwrap().id, id, "{alias}");
        }
    }
}

#[test]
fn an_unknown_board_gets_near_matches() {
    let unknown = Tables::embedded().board("esp32dve").unwrap_err();
    assert_eq!(unknown.suggestions[0], "esp32dev");
    assert!(unknown.to_string().starts_with("no table describes the board `esp32dve`; did you mean `esp32dev`"));
    assert!(Tables::embedded().board("qqqqqqqq").unwrap_err().suggestions.is_empty());
}

#[test]
fn a_runtime_is_chosen_by_a_prefix_of_its_version() {
    let tables = Tables::embedded();
    let version = |wanted| tables.target("esp32dev", RuntimeKind::Arduino, wanted).unwrap().runtime.version.clone();
    assert_eq!(version(None), "3.3.8");
    assert_eq!(version(Some("arduino-esp32@2.0")), "2.0.14");
    assert_eq!(version(Some("arduino-esp32@2")), "2.0.14");
    assert_eq!(version(Some("arduino-esp32")), "3.3.8");
    let failed = tables.target("uno", RuntimeKind::MicroPython, None).unwrap_err();
    assert_eq!(failed.to_string(), "the tables know no micropython for `uno`; it runs arduino-avr@1.8.8");
    assert!(tables.target("esp32dev", RuntimeKind::Arduino, Some("arduino-esp32@3.3.80")).is_err());
}

#[test]
fn uno() {
    let uno = arduino("uno");
    assert_eq!(numbers(&uno, |_| true), (0..20).collect::<Vec<_>>());
    assert_eq!(numbers(&uno, |pin| pin.pwm), [3, 5, 6, 9, 10, 11]);
    assert_eq!(numbers(&uno, |pin| pin.interrupt), [2, 3]);
    assert_eq!(numbers(&uno, |pin| pin.adc.is_some()), (14..20).collect::<Vec<_>>());
    assert!(uno.pins.iter().all(|pin| pin.pull_up && !pin.pull_down && pin.dac.is_none() && pin.touch.is_none()));
    assert_eq!(named(&uno, "A0"), Some(14));
    assert_eq!(named(&uno, "A5"), Some(19));
    // The header defines A6 and A7; the board has neither.
    assert_eq!(named(&uno, "A6"), None);
    assert_eq!(named(&uno, "LED_BUILTIN"), Some(13));
    assert_eq!((named(&uno, "SDA"), named(&uno, "SCL"), named(&uno, "MOSI"), named(&uno, "SS")), (Some(18), Some(19), Some(11), Some(10)));
    assert_eq!(uno.pin(13).unwrap().chip_pin, "PB5");
    assert!(uno.pin(20).is_none());
    assert!(uno.pin(-1).is_none());
    assert!(matches!(uno.analog_input(0), AnalogInput::Pin(pin) if pin.number == 14));
    assert!(matches!(uno.analog_input(14), AnalogInput::Pin(pin) if pin.number == 14));
    assert!(matches!(uno.analog_input(9), AnalogInput::NotAnalog(_)));
    assert_eq!(uno.bus_pin("i2c0", "sda"), Some(18));
    assert_eq!(uno.bus_pin("uart0", "tx"), Some(1));
    assert!(!uno.can_carry(uno.pin(4).unwrap(), "i2c0.sda"));
    assert_eq!((uno.chip.int_bits, uno.chip.ram), (16, Some(2048)));
    assert!(uno.pin(0).unwrap().caution(CautionKind::Serial).is_some());
}

#[test]
fn nano_has_two_analog_only_inputs() {
    let nano = arduino("nano");
    assert_eq!((named(&nano, "A6"), named(&nano, "A7")), (Some(20), Some(21)));
    for number in [20, 21] {
        let pin = nano.pin(number).unwrap();
        assert!(pin.adc.is_some() && !pin.input && !pin.output && !pin.pull_up, "{pin:?}");
        assert!(pin.caution(CautionKind::InputOnly).is_some());
    }
    assert_eq!(numbers(&nano, |pin| pin.pwm), [3, 5, 6, 9, 10, 11]);
    assert_eq!(nano.board.id, "nanoatmega328");
}

#[test]
fn mega() {
    let mega = arduino("megaatmega2560");
    assert_eq!(mega.pins.len(), 70);
    assert_eq!(numbers(&mega, |pin| pin.pwm), [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 44, 45, 46]);
    assert_eq!(numbers(&mega, |pin| pin.interrupt), [2, 3, 18, 19, 20, 21]);
    assert_eq!(named(&mega, "A0"), Some(54));
    assert_eq!(named(&mega, "A15"), Some(69));
    assert_eq!((named(&mega, "SDA"), named(&mega, "SCL")), (Some(20), Some(21)));
    assert_eq!((mega.bus_pin("spi0", "mosi"), mega.bus_pin("uart1", "tx")), (Some(51), Some(18)));
    assert_eq!(mega.pin(53).unwrap().functions, ["spi0.cs"]);
}

#[test]
fn leonardo_and_micro() {
    for board in ["leonardo", "micro"] {
        let target = arduino(board);
        assert_eq!(numbers(&target, |pin| pin.pwm && pin.number < 18), [3, 5, 6, 9, 10, 11, 13], "{board}");
        assert_eq!(numbers(&target, |pin| pin.interrupt), [0, 1, 2, 3, 7], "{board}");
        assert_eq!((named(&target, "SDA"), named(&target, "SCL")), (Some(2), Some(3)));
        assert_eq!((named(&target, "A0"), named(&target, "A11")), (Some(18), Some(29)));
        assert_eq!(named(&target, "LED_BUILTIN"), Some(13));
        assert!(target.pin(30).unwrap().caution(CautionKind::Wired).is_some());
    }
    assert!(!arduino("leonardo").pin(17).unwrap().exposed);
}

#[test]
fn esp32() {
    for esp32 in [arduino("esp32dev"), micropython("esp32dev")] {
        assert_eq!(numbers(&esp32, |pin| !pin.output), [34, 35, 36, 37, 38, 39]);
        assert_eq!(numbers(&esp32, |pin| pin.caution(CautionKind::InputOnly).is_some()), [34, 35, 36, 37, 38, 39]);
        assert_eq!(numbers(&esp32, |pin| pin.caution(CautionKind::Flash).is_some()), [6, 7, 8, 9, 10, 11]);
        assert_eq!(numbers(&esp32, |pin| pin.caution(CautionKind::Strapping).is_some()), [0, 2, 5, 12, 15]);
        assert_eq!(numbers(&esp32, |pin| pin.caution(CautionKind::Psram).is_some()), [16, 17]);
        assert_eq!(numbers(&esp32, |pin| pin.caution(CautionKind::Absent).is_some()), [20, 37, 38]);
        assert_eq!(numbers(&esp32, |pin| pin.dac.is_some()), [25, 26]);
        assert_eq!(numbers(&esp32, |pin| pin.touch.is_some()), [0, 2, 4, 12, 13, 14, 15, 27, 32, 33]);
        assert_eq!(
            numbers(&esp32, |pin| pin.caution(CautionKind::AdcRadio).is_some()),
            numbers(&esp32, |pin| pin.adc.as_ref().is_some_and(|adc| adc.starts_with("ADC2")))
        );
        assert_eq!(esp32.pin(34).unwrap().adc.as_deref(), Some("ADC1_CH6"));
        assert!(!esp32.pin(34).unwrap().pull_up);
        assert!(esp32.pin(24).is_none() && esp32.pin(40).is_none());
        assert!(esp32.chip.adc2_wifi_conflict);
        assert!(esp32.can_carry(esp32.pin(33).unwrap(), "i2c0.sda"));
        assert!(!esp32.can_carry(esp32.pin(34).unwrap(), "i2c0.sda"));
        assert!(esp32.can_carry(esp32.pin(34).unwrap(), "uart2.rx"));
        assert_eq!(esp32.label(36), Some("VP"));
    }
    let esp32 = arduino("esp32dev");
    // The generic variant defines no LED_BUILTIN.
    assert_eq!(named(&esp32, "LED_BUILTIN"), None);
    assert_eq!(
        (named(&esp32, "A0"), named(&esp32, "A6"), named(&esp32, "T0"), named(&esp32, "DAC1")),
        (Some(36), Some(34), Some(4), Some(25))
    );
    assert_eq!((esp32.bus_pin("i2c0", "sda"), esp32.bus_pin("i2c0", "scl")), (Some(21), Some(22)));
    assert_eq!((esp32.bus_pin("spi0", "mosi"), esp32.bus_pin("uart2", "tx")), (Some(23), Some(25)));
    let old = Tables::embedded().target("esp32dev", RuntimeKind::Arduino, Some("arduino-esp32@2.0")).unwrap();
    assert_eq!((old.bus_pin("uart2", "tx"), old.bus_pin("uart2", "rx")), (Some(17), Some(16)));
    assert_eq!((named(&old, "TX2"), named(&esp32, "TX2")), (Some(17), Some(25)));
    let python = micropython("ESP32_GENERIC");
    assert_eq!((python.bus_pin("i2c0", "sda"), python.bus_pin("i2c0", "scl")), (Some(19), Some(18)));
    assert_eq!((python.bus_pin("spi1", "sck"), python.bus_pin("spi2", "sck")), (Some(14), Some(18)));
    assert!(python.pins.iter().all(|pin| pin.names.is_empty()));
}

#[test]
fn esp32_s3() {
    let s3 = arduino("esp32-s3-devkitc-1");
    assert_eq!(numbers(&s3, |pin| pin.caution(CautionKind::Flash).is_some()), (26..=32).collect::<Vec<_>>());
    assert_eq!(numbers(&s3, |pin| pin.caution(CautionKind::Psram).is_some()), (33..=37).collect::<Vec<_>>());
    assert_eq!(numbers(&s3, |pin| pin.caution(CautionKind::Strapping).is_some()), [0, 3, 45, 46]);
    assert_eq!(numbers(&s3, |pin| pin.caution(CautionKind::Usb).is_some()), [19, 20]);
    assert!(s3.pin(22).is_none() && s3.pin(25).is_none());
    // 49 pins plus the RGB LED's GPIO48.
    assert_eq!(named(&s3, "LED_BUILTIN"), Some(97));
    assert_eq!(named(&s3, "PIN_RGB_LED"), Some(48));
    assert_eq!((named(&s3, "SDA"), named(&s3, "SCL"), named(&s3, "TX")), (Some(8), Some(9), Some(43)));
    assert!(s3.pins.iter().all(|pin| pin.dac.is_none()));
    assert!(!s3.pin(33).unwrap().exposed);
    let python = micropython("ESP32_GENERIC_S3");
    assert!(python.refuses(19) && python.refuses(20) && python.refuses(26) && !python.refuses(48));
    let usb = python.pin(20).unwrap();
    assert!(!usb.input && !usb.output && usb.cautions[0].text.contains("refuses"));
    assert!(python.pin(97).is_none());
}

#[test]
fn esp32_c3() {
    let c3 = arduino("esp32-c3-devkitm-1");
    assert_eq!(numbers(&c3, |pin| pin.caution(CautionKind::Flash).is_some()), (11..=17).collect::<Vec<_>>());
    assert_eq!(numbers(&c3, |pin| pin.caution(CautionKind::Usb).is_some()), [18, 19]);
    assert_eq!(numbers(&c3, |pin| pin.caution(CautionKind::Strapping).is_some()), [2, 8, 9]);
    assert_eq!(numbers(&c3, |pin| pin.adc.is_some()), [0, 1, 2, 3, 4, 5]);
    assert_eq!(named(&c3, "LED_BUILTIN"), Some(30));
    assert!(!c3.chip.adc2_wifi_conflict);
    assert!(c3.pin(22).is_none());
    assert!(micropython("ESP32_GENERIC_C3").refuses(18));
}

#[test]
fn esp32_c6_and_s2() {
    let c6 = arduino("esp32-c6-devkitc-1");
    assert_eq!(numbers(&c6, |pin| pin.caution(CautionKind::Strapping).is_some()), [4, 5, 8, 9, 15]);
    assert_eq!(named(&c6, "LED_BUILTIN"), Some(39));
    let s2 = arduino("esp32-s2-saola-1");
    assert_eq!(numbers(&s2, |pin| pin.dac.is_some()), [17, 18]);
    assert!(!s2.pin(46).unwrap().output);
}

#[test]
fn nodemcu() {
    let nodemcu = arduino("nodemcuv2");
    let d: Vec<_> = (0..=10).map(|n| named(&nodemcu, &format!("D{n}")).unwrap()).collect();
    assert_eq!(d, [16, 5, 4, 0, 2, 14, 12, 13, 15, 3, 1]);
    assert_eq!(named(&nodemcu, "LED_BUILTIN"), Some(2));
    assert_eq!(named(&nodemcu, "A0"), Some(17));
    assert_eq!(numbers(&nodemcu, |pin| pin.adc.is_some()), [17]);
    assert!(matches!(nodemcu.analog_input(0), AnalogInput::Pin(pin) if pin.number == 17));
    assert_eq!(numbers(&nodemcu, |pin| pin.caution(CautionKind::Flash).is_some()), [6, 7, 8, 9, 10, 11]);
    let gpio16 = nodemcu.pin(16).unwrap();
    assert!(gpio16.pwm && gpio16.pull_down && !gpio16.pull_up && !gpio16.interrupt);
    assert!(nodemcu.pin(4).unwrap().interrupt && !nodemcu.pin(4).unwrap().pull_down);
    assert!(nodemcu.can_carry(nodemcu.pin(0).unwrap(), "i2c0.sda"));
    assert!(!nodemcu.can_carry(nodemcu.pin(0).unwrap(), "spi1.sck"));
    let python = micropython("ESP8266_GENERIC");
    assert!(!python.pin(16).unwrap().pwm);
    assert!(python.pin(17).is_none() && python.pin_named("D4").is_none());
    assert!(python.refuses(6) && !python.refuses(9));
    assert!(matches!(python.analog_input(0), AnalogInput::Pin(pin) if pin.chip_pin == "TOUT"));
    assert_eq!(python.label(2), Some("D4"));
    assert!(!arduino("d1_mini").pin(9).unwrap().exposed);
}

#[test]
fn pico() {
    for pico in [arduino("pico"), micropython("pico")] {
        let can = |signal: &str| numbers(&pico, |pin| pico.can_carry(pin, signal));
        assert_eq!(can("i2c0.sda"), [0, 4, 8, 12, 16, 20, 24, 28]);
        assert_eq!(can("i2c1.scl"), [3, 7, 11, 15, 19, 23, 27]);
        assert_eq!(can("spi0.sck"), [2, 6, 18, 22]);
        assert_eq!(can("uart0.tx"), [0, 12, 16, 28]);
        assert_eq!(numbers(&pico, |pin| pin.adc.is_some()), [26, 27, 28, 29]);
        assert_eq!(numbers(&pico, |pin| !pin.exposed), [23, 24, 25, 29]);
        assert!(pico.pins.iter().all(|pin| pin.pwm && pin.interrupt && pin.pull_up && pin.pull_down));
        assert!(pico.pin(25).unwrap().caution(CautionKind::Absent).is_none(), "the LED is there to be used");
        assert!(pico.pin(23).unwrap().caution(CautionKind::Absent).is_some());
        assert!(pico.pin(30).is_none());
        assert_eq!((pico.bus_pin("i2c0", "sda"), pico.bus_pin("spi0", "sck")), (Some(4), Some(18)));
    }
    assert_eq!(named(&arduino("pico"), "LED_BUILTIN"), Some(25));
    let python = micropython("RPI_PICO");
    assert_eq!((named(&python, "LED"), named(&python, "GP0"), named(&python, "GP23")), (Some(25), Some(0), None));
    assert_eq!((python.bus_pin("i2c1", "sda"), python.bus_pin("spi1", "sck")), (Some(6), Some(10)));
    assert!(matches!(python.analog_input(0), AnalogInput::Pin(pin) if pin.number == 26));
    assert!(matches!(python.analog_input(26), AnalogInput::Pin(pin) if pin.number == 26));
    assert!(matches!(python.analog_input(4), AnalogInput::Internal("temperature sensor")));
    assert!(matches!(python.analog_input(22), AnalogInput::NotAnalog(_)));
}

#[test]
fn pico_w_has_its_led_on_the_radio_chip() {
    let sketch = arduino("rpipicow");
    assert_eq!(named(&sketch, "LED_BUILTIN"), Some(64));
    assert!(sketch.pin(64).unwrap().output && !sketch.pin(64).unwrap().pwm);
    assert!(sketch.pin(25).unwrap().caution(CautionKind::Wired).is_some());
    let python = micropython("RPI_PICO_W");
    let led = python.pin_named("LED").unwrap();
    assert!(led.by_name_only() && led.output && !led.pwm);
    assert_eq!(led.chip_pin, "WL_GPIO0");
    assert!(python.pin(64).is_none() && python.pin(i64::from(led.number)).is_none());
    assert_eq!(named(&python, "GP25"), None);
}

#[test]
fn fixes_go_to_the_nearest_pin_without_cautions() {
    let esp32 = arduino("esp32dev");
    assert_eq!(esp32.nearest(34, |pin| pin.output).unwrap().number, 33);
    assert_eq!(esp32.nearest(34, |pin| pin.output && pin.dac.is_none()).unwrap().number, 33);
    assert_eq!(arduino("uno").nearest(4, |pin| pin.pwm).unwrap().number, 3);
    let safe: Vec<u16> = esp32.safe_pins(|pin| pin.output).map(|pin| pin.number).collect();
    assert_eq!(safe, [18, 19, 21, 22, 23, 32, 33]);
}

/// Every ESP has a radio, and a board with a radio chip of its own says so.
#[test]
fn radios_are_in_the_tables() {
    let has = |board: &str, radio: &str| Tables::embedded().target(board, RuntimeKind::Arduino, None).expect(board).has_radio(radio);
    assert!(has("esp32dev", "wifi") && has("esp32dev", "ble") && has("esp32dev", "bluetooth"));
    assert!(has("nodemcuv2", "wifi") && !has("nodemcuv2", "ble"));
    assert!(has("esp32-s2-saola-1", "wifi") && !has("esp32-s2-saola-1", "ble"));
    assert!(has("rpipicow", "wifi") && has("rpipicow", "ble") && !has("pico", "wifi"));
    assert!(!has("uno", "wifi"));
    for board in Tables::embedded().boards() {
        let Ok(target) = Tables::embedded().target(&board.id, RuntimeKind::Arduino, None) else { continue };
        let is_radio_chip = matches!(target.chip.family.name(), "esp8266" | "esp32") && target.chip.id != "esp32p4";
        assert!(!is_radio_chip || !target.chip.radios.is_empty(), "{}: chip.toml of {} names no radio", board.id, target.chip.id);
    }
}

#[test]
fn boards_that_were_missing() {
    let pin = |board: &str, name: &str| {
        let target = Tables::embedded().target(board, RuntimeKind::Arduino, None).unwrap_or_else(|error| panic!("{error}"));
        target.pin_named(name).map(|pin| (pin.number, pin.chip_pin.clone()))
    };
    assert_eq!(pin("wiscore_rak4631", "WB_IO1"), Some((17, "P0.17".to_owned())));
    assert_eq!(pin("rakwireless:nrf52:WisCoreRAK4631Board", "LED_GREEN"), Some((35, "P1.03".to_owned())));
    assert_eq!(pin("seeed_wio_terminal", "WIO_KEY_A").map(|pin| pin.0), Some(28));
    assert_eq!(pin("mayfly", "A7"), Some((31, "PA7".to_owned())));
    assert_eq!(pin("sparkfun_thing_plus_rp2040", "LED_BUILTIN").map(|pin| pin.0), Some(25));
    let old = Tables::embedded().board("espressif:esp32:esp32doit-devkit-v1").unwrap().id.clone();
    assert_eq!(old, Tables::embedded().board("esp32:esp32:esp32doit-devkit-v1").unwrap().id);
}

#[test]
fn stm32_variants_follow_their_conditions() {
    let pin = |board: &str, number: i64| {
        let target = Tables::embedded().target(board, RuntimeKind::Arduino, None).unwrap_or_else(|error| panic!("{error}"));
        target.pin(number).map(|pin| pin.chip_pin.clone())
    };
    assert_eq!(pin("nucleo_h743zi", 0).as_deref(), Some("PG9"));
    assert_eq!(pin("nucleo_h743zi2", 0).as_deref(), Some("PB7"));
    assert_eq!(pin("STMicroelectronics:stm32:Blues:pnum=SWAN_R5", 16).as_deref(), Some("PD0"));
}
