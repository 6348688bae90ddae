//! Imports of small packages of every kind, written by us, and of garbage.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use boards::{Overlay, RuntimeKind, Tables, Target};
use importer::{ImportError, Imported, Options, import};
use proptest::prelude::*;

struct Package {
    folder: tempfile::TempDir,
}

fn package(files: &[(&str, &str)]) -> Package {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        write(&folder.path().join("in").join(name), text.as_bytes());
    }
    Package { folder }
}

fn write(path: &Path, bytes: &[u8]) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}

impl Package {
    fn data(&self) -> PathBuf {
        self.folder.path().join("home/data")
    }

    fn import(&self, path: &str, options: &Options) -> Result<Imported, ImportError> {
        import(&self.folder.path().join("in").join(path), options, &Tables::shared(), &self.data())
    }

    #[track_caller]
    fn refused(&self, path: &str, file: &str, line: Option<usize>, part: &str) {
        let error = self.import(path, &Options::default()).expect_err("the input is wrong");
        assert!(error.path.ends_with(file), "{error}");
        assert_eq!(error.line, line, "{error}");
        assert!(error.message.contains(part), "{error}");
        assert!(!self.folder.path().join("home").exists(), "something was left behind");
    }
}

fn tables(imported: &Imported) -> Tables {
    let (overlay, problems) = Overlay::read_folder(&imported.folder, Tables::embedded());
    assert_eq!(problems, []);
    Tables::with_overlay(Tables::shared(), overlay)
}

const PLATFORM: &str = "name=Test Boards\nversion=1.2.3\n";
const ARDUINO_H: &str =
    "#pragma once\n#include \"Print.h\"\n#define HIGH 0x1\nvoid pinMode(uint8_t pin, uint8_t mode);\nvoid fadeSlowly(int pin, int ms);\n";
const PRINT_H: &str = "class Print {\npublic:\n  size_t print(const char *text);\nprivate:\n  int error;\n};\n";

/// A core with two ports: eight digital pins, then two analog ones.
const AVR_PINS: &str = "\
#define LED_BUILTIN 5
#define PIN_WIRE_SDA 8
static const uint8_t SDA = PIN_WIRE_SDA;
#define PIN_A0 (8)
static const uint8_t A0 = PIN_A0;
#ifdef ARDUINO_MAIN
#if defined(__AVR_ATmega328P__)
const uint8_t PROGMEM digital_pin_to_port_PGM[] = {
  PD, /* 0 */
  PD, PD, PD, PD, PD, PD, PD,
  PC, // A0
  PC
};
#else
const uint8_t PROGMEM digital_pin_to_port_PGM[] = { PB };
#endif
const uint8_t PROGMEM digital_pin_to_bit_mask_PGM[] = { _BV(0), _BV(1), _BV(2), _BV(3), _BV(4), _BV(5), _BV(6), _BV(7), _BV(4), _BV(5) };
#endif
";

fn avr_core() -> Package {
    package(&[
        (
            "packages/acme/hardware/avr/1.2.3/boards.txt",
            "# boards\nmenu.cpu=Processor\nshed.name=Shed Board\nshed.build.variant=shed\nshed.build.board=AVR_SHED\nshed.menu.cpu.a=A\nshed.menu.cpu.a.build.mcu=atmega328p\nshed.menu.cpu.b.build.mcu=atmega168\nodd.name=Odd\nodd.build.mcu=z80\n",
        ),
        ("packages/acme/hardware/avr/1.2.3/platform.txt", PLATFORM),
        ("packages/acme/hardware/avr/1.2.3/variants/shed/pins_arduino.h", AVR_PINS),
        ("packages/acme/hardware/avr/1.2.3/cores/acme/Arduino.h", ARDUINO_H),
        ("packages/acme/hardware/avr/1.2.3/cores/acme/Print.h", PRINT_H),
        ("packages/acme/hardware/avr/1.2.3/libraries/Blinker/src/Blinker.h", "class Blinker {\npublic:\n  void blink(int times);\n};\n"),
    ])
}

#[test]
fn an_arduino_core() {
    let package = avr_core();
    let imported = package.import("packages/acme/hardware/avr/1.2.3", &Options::default()).unwrap();
    assert_eq!(imported.boards, ["shed"]);
    assert_eq!(imported.runtime.as_deref(), Some("arduino-acme@1.2.3"));
    assert!(imported.skipped.iter().any(|line| line.contains("acme:avr:odd") && line.contains("z80")), "{:?}", imported.skipped);
    let known = tables(&imported);
    for name in ["shed", "acme:avr:shed"] {
        let target = known.target(name, RuntimeKind::Arduino, None).unwrap();
        assert_eq!(target.chip.id, "atmega328p");
        assert_eq!(target.pin_named("LED_BUILTIN").unwrap().chip_pin, "PD5");
        assert_eq!(target.pin_named("A0").unwrap().chip_pin, "PC4");
        assert_eq!(target.bus_pin("i2c0", "sda"), Some(8));
        let api = &target.runtime.api;
        assert!(api.function("fadeSlowly").is_some() && api.class_member("Print", "print").is_some());
        assert_eq!(api.header("Blinker.h"), Some("Blinker"));
        assert!(api.function("digitalWrite").is_some(), "what the import did not bring, the tables say");
    }
    assert!(known.board_file("shed").unwrap().starts_with(package.data()));
}

#[test]
fn a_new_import_takes_the_place_of_the_old_one() {
    let package = avr_core();
    let path = "packages/acme/hardware/avr/1.2.3";
    let first = package.import(path, &Options::default()).unwrap();
    write(&first.folder.join("boards/left-over/board.toml"), b"name = 1");
    let second = package.import(path, &Options::default()).unwrap();
    assert_eq!(first, second);
    assert!(!second.folder.join("boards/left-over").exists());
    let names: Vec<_> = std::fs::read_dir(package.data().join("imports")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 1, "{names:?}");
}

#[test]
fn known_boards_keep_their_facts_and_get_the_new_core() {
    let package = package(&[
        ("boards.txt", "uno.name=Arduino Uno\nuno.build.mcu=atmega328p\nuno.build.variant=standard\n"),
        ("platform.txt", "name=Arduino AVR Boards\nversion=1.6.0\n"),
        ("cores/arduino/Arduino.h", ARDUINO_H),
    ]);
    let imported = package.import("", &Options::default()).unwrap();
    assert_eq!((imported.boards.len(), imported.known.as_slice()), (0, &["uno".to_owned()][..]));
    let target = tables(&imported).target("uno", RuntimeKind::Arduino, None).unwrap();
    assert_eq!(target.runtime.coordinate(), "arduino-avr@1.6.0");
    assert!(target.runtime.api.function("fadeSlowly").is_some());
    assert_eq!(target.pin_named("A0").unwrap().number, 14);
}

#[test]
fn gpio_numbered_variants() {
    let package = package(&[
        ("boards.txt", "lamp.name=Lamp\nlamp.build.mcu=esp32s3\nlamp.build.variant=lamp\n"),
        ("platform.txt", "name=ESP32 Arduino\nversion=3.0.0\n"),
        ("cores/esp32/Arduino.h", ARDUINO_H),
        (
            "variants/lamp/pins_arduino.h",
            "#define RGB 48\nstatic const uint8_t LED_BUILTIN = SOC_GPIO + RGB;\nstatic const uint8_t SDA = 8;\nstatic const uint8_t SCL = 9;\nstatic const uint8_t A0 = 1;\n#define PIN_COUNT 49\n",
        ),
    ]);
    let imported = package.import("", &Options::default()).unwrap();
    let known = tables(&imported);
    let target = known.target("esp32:esp32:lamp", RuntimeKind::Arduino, None).unwrap();
    assert_eq!((target.board.id.as_str(), target.runtime.coordinate().as_str()), ("lamp", "arduino-esp32@3.0.0"));
    assert_eq!(target.pin_named("SDA").unwrap().number, 8);
    assert!(target.pin_named("LED_BUILTIN").is_none(), "a number that cannot be worked out is left out");
    assert!(target.pin(26).is_some_and(|pin| !pin.cautions.is_empty()), "the chip's cautions hold");
}

/// What a core whose boards number their pins by lists says about one of them.
#[track_caller]
fn listed(boards: &str, files: &[(&str, &str)], name: &str, chip: &str, expected: &[(&str, &str)]) -> Target {
    let mut all = vec![("boards.txt", boards), ("platform.txt", PLATFORM)];
    all.extend(files);
    let package = package(&all);
    let options = Options { package: Some("acme:test".to_owned()), ..Options::default() };
    let imported = package.import("", &options).unwrap();
    let target = tables(&imported).target(name, RuntimeKind::Arduino, None).unwrap_or_else(|error| panic!("{error}: {imported:?}"));
    assert_eq!(target.chip.id, chip);
    for (name, pin) in expected {
        let found = match name.parse() {
            Ok(number) => target.pin(number),
            Err(_) => target.pin_named(name),
        };
        assert_eq!(found.map(|pin| pin.chip_pin.as_str()), Some(*pin).filter(|pin| !pin.is_empty()), "{name}");
    }
    target
}

#[test]
fn stm32_boards_are_the_options_of_a_menu() {
    let boards = "Gen.name=Generic\nGen.build.core=x\nGen.build.mcu=cortex-m3\n\
                  Gen.menu.pnum.PILL=Pill\nGen.menu.pnum.PILL.build.board=PILL\nGen.menu.pnum.PILL.build.variant_h=variant_{build.board}.h\n\
                  Gen.menu.pnum.PILL.build.variant=STM32F1xx/F103C8T_F103CB(T-U)\n\
                  Gen.menu.pnum.OTHER=Other\nGen.menu.pnum.OTHER.build.board=OTHER\n\
                  Gen.menu.pnum.OTHER.build.variant=STM32F1xx/F103C8T_F103CB(T-U)\n";
    let folder = "variants/STM32F1xx/F103C8T_F103CB(T-U)";
    let pill =
        "const PinName digitalPin[] = {\n  PB_9, // D0\n  PA_0, PA_1_ALT1, NC, PC_13\n};\nconst uint32_t analogInputPin[] = { 1, 2 };\n";
    let files = [
        (
            format!("{folder}/variant_PILL.h"),
            "#define PB9 0\n#define PA0 PIN_A0\n#define PA1 PIN_A1\n#define PC13 4\n#define LED_BUILTIN PC13\n#define NUM_ANALOG_INPUTS 2\n",
        ),
        (format!("{folder}/variant_PILL.cpp"), pill),
        (format!("{folder}/variant_generic.h"), "#define PA0 0\n"),
        (format!("{folder}/variant_generic.cpp"), "const PinName digitalPin[] = { PA_0 };\n"),
        (
            "cores/x/pins_arduino.h".to_owned(),
            "#if NUM_ANALOG_INPUTS > 0\n#define PIN_A0 0xC0\n#define PIN_A1 (PIN_A0 + 1)\nstatic const uint8_t A0 = PIN_A0;\n#endif\n",
        ),
        ("cores/x/Arduino.h".to_owned(), ARDUINO_H),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    let expected = [
        ("0", "PB9"),
        ("1", "PA0"),
        ("2", "PA1"),
        ("3", ""),
        ("4", "PC13"),
        ("192", "PA0"),
        ("193", "PA1"),
        ("A0", "PA0"),
        ("LED_BUILTIN", "PC13"),
    ];
    let target = listed(boards, &files, "acme:test:Gen:pnum=PILL", "stm32f103c8", &expected);
    assert_eq!(target.board.name, "Pill");
    listed(boards, &files, "acme:test:Gen:pnum=OTHER", "stm32f103c8", &[("0", "PA0"), ("1", "")]);
}

#[test]
fn nrf52_numbers_go_through_a_map() {
    let boards = "tag.name=Tag\ntag.build.mcu=cortex-m4\ntag.build.variant=tag\ntag.build.extra_flags=-DNRF52840_XXAA\n";
    let files = [
        ("cores/x/Arduino.h", ARDUINO_H),
        ("variants/tag/variant.h", "#define LED_BUILTIN (1)\n#define PIN_WIRE_SDA (0)\nstatic const uint8_t A0 = 2;\n"),
        ("variants/tag/variant.cpp", "const uint32_t g_ADigitalPinMap[] =\n{\n  25, // D0\n  32 + 14,\n  2,\n  0xff,\n};\n"),
    ];
    let target =
        listed(boards, &files, "acme:test:tag", "nrf52840", &[("0", "P0.25"), ("LED_BUILTIN", "P1.14"), ("A0", "P0.02"), ("3", "")]);
    assert_eq!(target.bus_pin("i2c0", "sda"), Some(0));
}

#[test]
fn renesas_numbers_go_through_a_table() {
    let boards = "r4.name=R4\nr4.build.mcu=cortex-m4\nr4.build.variant=R4\nr4.debug.svd_file={runtime.platform.path}/svd/R7FA4M1AB.svd\n";
    let table = "#define P400 P400_b\nextern \"C\" const PinMuxCfg_t g_pin_cfg[] = {\n  { BSP_IO_PORT_03_PIN_01, P301 }, /* D0 */\n  { BSP_IO_PORT_04_PIN_00, P400 },\n};\n";
    let files = [
        ("cores/x/Arduino.h", ARDUINO_H),
        ("variants/R4/pins_arduino.h", "#define PIN_LED (1u)\n#define LED_BUILTIN PIN_LED\n"),
        ("variants/R4/variant.cpp", table),
    ];
    listed(boards, &files, "acme:test:r4", "ra4m1", &[("0", "P301"), ("LED_BUILTIN", "P400")]);
}

#[test]
fn teensy_numbers_stand_in_the_core() {
    let boards = "t4.name=T4\nt4.build.core=teensy4\nt4.build.mcu=imxrt1062\nt4.build.board=TEENSY40\nt4.build.flags.defs=-D__IMXRT1062__\n\
                  t3.name=T3\nt3.build.core=teensy3\nt3.build.mcu=mk20dx256\n";
    let pins = "#if defined(__IMXRT1062__) && defined(ARDUINO_TEENSY40)\n#define CORE_PIN0_CONFIG IOMUXC_SW_MUX_CTL_PAD_GPIO_AD_B0_03\n\
                #define CORE_PIN1_CONFIG\tIOMUXC_SW_MUX_CTL_PAD_GPIO_B0_03\n#else\n#define CORE_PIN0_CONFIG x\n#endif\n";
    let files = [
        ("cores/teensy4/Arduino.h", ARDUINO_H),
        ("cores/teensy4/core_pins.h", pins),
        ("cores/teensy4/pins_arduino.h", "#define LED_BUILTIN (1)\n"),
        ("cores/teensy3/core_pins.h", "#define CORE_PIN0_CONFIG PORTB_PCR16\n"),
    ];
    listed(boards, &files, "acme:test:t4", "imxrt1062", &[("0", "GPIO_AD_B0_03"), ("LED_BUILTIN", "GPIO_B0_03"), ("2", "")]);
    listed(boards, &files, "acme:test:t3", "mk20dx256", &[("0", "GPIOB.16")]);
}

#[test]
fn samd_and_sam_describe_each_pin() {
    let boards = "z.name=Z\nz.build.mcu=cortex-m0plus\nz.build.variant=z\nz.build.extra_flags=-D__SAMD21G18A__\n\
                  due.name=Due\ndue.build.mcu=cortex-m3\ndue.build.variant=due\ndue.build.extra_flags=-D__SAM3X8E__\n";
    let due = "extern const PinDescription g_APinDescription[] =\n{\n  { PIOA, PIO_PA8A_URXD, ID_PIOA, X }, // URXD\n  { PIOB, PIO_PB27, ID_PIOB, X },\n  { NULL, 0, 0, X },\n};\n";
    let files = [
        ("cores/x/Arduino.h", ARDUINO_H),
        ("variants/z/variant.h", "#define PIN_LED_13 (1u)\n#define LED_BUILTIN PIN_LED_13\n"),
        (
            "variants/z/variant.cpp",
            "const PinDescription g_APinDescription[] = {\n { PORTA, 11, PIO_DIGITAL, (A|B), X },\n { PORTA, 17, PIO_DIGITAL, (A|B), X } };\n",
        ),
        ("variants/due/variant.h", "#define PIN_LED_13 (1u)\n#define LED_BUILTIN PIN_LED_13\n"),
        ("variants/due/variant.cpp", due),
    ];
    listed(boards, &files, "acme:test:z", "samd21", &[("0", "PA11"), ("LED_BUILTIN", "PA17")]);
    listed(boards, &files, "acme:test:due", "sam3x8e", &[("0", "PA8"), ("LED_BUILTIN", "PB27"), ("2", "")]);
}

#[test]
fn a_list_that_makes_no_sense_is_told_with_file_and_line() {
    let check = |flag: &str, text: &str, expected: &str| {
        let boards = format!(
            "b.name=B\nb.build.variant=b\nb.build.extra_flags=-D{flag}\nok.name=Ok\nok.build.variant=ok\nok.build.extra_flags=-D{flag}\n"
        );
        let good = text.replace("oops", "").replace(", ,", ",");
        let package = package(&[
            ("boards.txt", &boards),
            ("platform.txt", PLATFORM),
            ("cores/x/Arduino.h", ARDUINO_H),
            ("variants/b/variant.cpp", text),
            ("variants/ok/variant.cpp", &good),
        ]);
        let imported = package.import("", &Options { package: Some("acme:test".to_owned()), ..Options::default() }).unwrap();
        assert_eq!(imported.boards, ["ok"], "{imported:?}");
        assert!(imported.skipped.iter().any(|line| line.starts_with("acme:test:b: ") && line.contains(expected)), "{:?}", imported.skipped);
    };
    check(
        "NRF52840_XXAA",
        "x\nconst uint32_t g_ADigitalPinMap[] = {\n 1,\n 2, oops,\n};\n",
        "variants/b/variant.cpp:4: “oops” is not the number",
    );
    check("STM32F103C8", "const PinName digitalPin[] = { PB_9,\n oops,\n};\n", "variants/b/variant.cpp:2: “oops” is not a PinName");
    check(
        "RA4M1",
        "g_pin_cfg[] = { { BSP_IO_PORT_03_PIN_01, P301 },\n\n oops,\n};\n",
        "variants/b/variant.cpp:3: “oops” is not a pin such",
    );
}

#[test]
fn a_library_and_a_folder_of_libraries() {
    let package = package(&[
        ("libraries/Motor/library.properties", "name=Motor Driver\nversion=2.0.1\narchitectures=avr,esp32\ndepends=Servo (>=1.0), Wire\n"),
        ("libraries/Motor/src/Motor.h", "class Motor {\npublic:\n  Motor(int pin);\n  void run(int speed, bool reverse = false);\n};\n"),
        ("libraries/Motor/examples/x/x.h", "void fromExample();\n"),
        ("libraries/Old/library.properties", "name=Old\nversion=0.1\n"),
        ("libraries/Old/Old.h", "extern int oldThing;\nvoid old();\n"),
    ]);
    let imported = package.import("libraries", &Options::default()).unwrap();
    assert_eq!(imported.libraries, ["Motor Driver", "Old"]);
    let target = tables(&imported).target("uno", RuntimeKind::Arduino, None).unwrap();
    let api = &target.runtime.api;
    let library = api.library("Motor.h").unwrap();
    assert_eq!((library.version.as_str(), library.depends.as_slice()), ("2.0.1", &["Servo".to_owned(), "Wire".to_owned()][..]));
    assert!(api.class_member("Motor", "run").is_some() && api.class_is_complete("Motor"));
    assert!(api.function("fromExample").is_none());
    assert_eq!(package.import("libraries/Old", &Options::default()).unwrap().libraries, ["Old"]);
}

#[test]
fn a_platformio_platform_beside_its_packages() {
    let package = package(&[
        ("platforms/espressif32/platform.json", r#"{"name": "espressif32", "version": "6.9.0"}"#),
        (
            "platforms/espressif32/boards/lamp.json",
            r#"{"name": "Lamp", "build": {"mcu": "esp32", "variant": "lamp", "extra_flags": "-DARDUINO_LAMP"}}"#,
        ),
        ("platforms/espressif32/boards/bare.json", r#"{"name": "Bare", "build": {"mcu": "esp32", "variant": "bare"}}"#),
        ("platforms/espressif32/boards/esp32dev.json", r#"{"name": "Known", "build": {"mcu": "esp32"}}"#),
        ("packages/framework-x/variants/lamp/pins_arduino.h", "static const uint8_t SDA = 4;\nstatic const uint8_t A0 = 36;\n"),
    ]);
    let imported = package.import("platforms/espressif32", &Options::default()).unwrap();
    assert_eq!((imported.boards.as_slice(), imported.known.as_slice()), (&["lamp".to_owned()][..], &["esp32dev".to_owned()][..]));
    assert!(imported.skipped[0].starts_with("bare: has its pin names in the framework package"), "{:?}", imported.skipped);
    let target = tables(&imported).target("lamp", RuntimeKind::Arduino, None).unwrap();
    assert_eq!(target.pin_named("SDA").unwrap().number, 4);
    assert!(!target.pin(34).unwrap().output);
}

#[test]
fn a_micropython_port() {
    let package = package(&[
        ("esp32/boards/LAMP/board.json", r#"{"mcu": "esp32s3", "product": "Lamp", "vendor": "Acme"}"#),
        (
            "esp32/boards/LAMP/mpconfigboard.h",
            "#define MICROPY_HW_BOARD_NAME \"x\"\n#define MICROPY_HW_I2C0_SCL (9) // clock\n#define MICROPY_HW_I2C0_SDA (77)\n",
        ),
        ("esp32/boards/LAMP/mpconfigboard.cmake", "set(IDF_TARGET esp32s3)\n"),
        ("esp32/boards/LAMP/pins.csv", "# names\nLED,GPIO13\n-HIDDEN,GPIO14\nLED,-GPIO15\nNOWHERE,GPIO99\n"),
        ("esp32/boards/ESP32_GENERIC/mpconfigboard.h", ""),
    ]);
    let imported = package.import("esp32", &Options::default()).unwrap();
    assert_eq!((imported.boards.as_slice(), imported.known.len()), (&["LAMP".to_owned()][..], 1));
    let target = tables(&imported).target("LAMP", RuntimeKind::MicroPython, None).unwrap();
    assert_eq!((target.board.name.as_str(), target.pin_named("LED").unwrap().number), ("Acme Lamp", 13));
    assert_eq!((target.bus_pin("i2c0", "scl"), target.bus_pin("i2c0", "sda")), (Some(9), None));
}

#[test]
fn stubs_of_a_port_and_of_a_module() {
    let package = package(&[
        ("micropython-esp32-stubs-1.20.0/machine.pyi", "class Pin:\n    IN: int\n    def blinking(self, times: int) -> None: ...\n"),
        ("drivers/robot/__init__.pyi", "def go(speed: int, /) -> None: ...\n"),
    ]);
    let imported = package.import("micropython-esp32-stubs-1.20.0", &Options::default()).unwrap();
    assert_eq!(imported.runtime.as_deref(), Some("micropython-esp32@1.20"));
    let target = tables(&imported).target("esp32dev", RuntimeKind::MicroPython, None).unwrap();
    assert_eq!(target.runtime.coordinate(), "micropython-esp32@1.20");
    assert!(target.runtime.api.class_member("machine.Pin", "blinking").is_some());
    let imported = package.import("drivers", &Options::default()).unwrap();
    let target = tables(&imported).target("pico", RuntimeKind::MicroPython, None).unwrap();
    assert!(target.runtime.api.module_member("robot", "go").is_some());
}

#[test]
fn what_is_wrong_is_told_with_file_and_line_and_nothing_is_written() {
    let core = |boards: &'static str, platform: &'static str| {
        package(&[("boards.txt", boards), ("platform.txt", platform), ("cores/x/Arduino.h", ARDUINO_H)])
    };
    let package_less = "name=Nobody knows\nversion=1.0.0\n";
    core("a.name=A\nrubbish\n", "name=ESP32 Arduino\nversion=3.0.0\n").refused("", "boards.txt", Some(2), "“rubbish” is not KEY=VALUE");
    core("a b.name=A\n", "name=ESP32 Arduino\nversion=3.0.0\n").refused("", "boards.txt", Some(1), "no identifier of a board");
    core("a.x=A\n", "name=ESP32 Arduino\nversion=3.0.0\n").refused("", "boards.txt", None, "names no board");
    core("a.name=A\n", "name=ESP32 Arduino\nversion=../../x\n").refused("", "platform.txt", None, "version is");
    core("a.name=A\n", package_less).refused("", "in", None, "--package");
    package(&[("x/library.properties", "name=X\nnonsense\n"), ("x/X.h", "void x();\n")]).refused(
        "x",
        "library.properties",
        Some(2),
        "is not KEY=VALUE",
    );
    package(&[("x/library.json", "{\n\"name\": \n}")]).refused("x", "library.json", Some(3), "expected value");
    package(&[("platform.json", "{}"), ("boards/a.json", "{\"name\": \"A\",\n \"build\": [}")]).refused("", "a.json", Some(2), "expected");
    package(&[("platform.json", "{}"), ("boards/a.json", "{\"name\": \"A\"}")]).refused("", "a.json", None, "object `build`");
    package(&[("boards/A/mpconfigboard.h", ""), ("boards/A/pins.csv", "A,GPIO1\nhalf\n")]).refused(
        "",
        "pins.csv",
        Some(2),
        "is not LABEL,CPU_PIN",
    );
    package(&[("boards/A/mpconfigboard.h", ""), ("boards/A/board.json", "{\n,")]).refused("", "board.json", Some(2), "");
    package(&[("readme.txt", "x")]).refused("", "in", None, "nothing here that can be imported");
    package(&[("readme.txt", "x")]).refused("nowhere", "nowhere", None, "is no folder");
}

#[test]
fn a_failed_import_leaves_the_earlier_one_whole() {
    let package = avr_core();
    let path = "packages/acme/hardware/avr/1.2.3";
    let imported = package.import(path, &Options::default()).unwrap();
    write(&package.folder.path().join("in").join(path).join("boards.txt"), b"shed.name=Shed\nbroken\n");
    package.import(path, &Options::default()).unwrap_err();
    assert_eq!(tables(&imported).board("shed").unwrap().name, "Shed Board");
    let names: Vec<_> = std::fs::read_dir(package.data().join("imports")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 1, "{names:?}");
}

/// Files that imports read.
const FILES: [&str; 14] = [
    "boards.txt",
    "platform.txt",
    "cores/x/Arduino.h",
    "variants/v/pins_arduino.h",
    "variants/v/variant.cpp",
    "libraries/L/src/L.h",
    "library.properties",
    "library.json",
    "platform.json",
    "boards/a.json",
    "boards/A/board.json",
    "boards/A/pins.csv",
    "boards/A/mpconfigboard.h",
    "m.pyi",
];

/// Pieces that get past the first look.
const PIECES: [&str; 30] = [
    "a.name=A\n",
    "a.build.mcu=esp32\n",
    "a.build.variant=v\n",
    "a.build.variant=../../..\n",
    "name=ESP32 Arduino\n",
    "version=1.0\n",
    "{\"name\": \"A\", \"build\": {\"mcu\": \"esp32\"}}",
    "class A {\npublic:\n  A(int x = '\\'');\n",
    "};\n",
    "#if defined(",
    "#define A ((((1",
    "\\\n",
    "/*",
    "*/",
    "static const uint8_t SDA = 99999999999;\n",
    "LED,GPIO2\n",
    ",\n",
    "class A(B):\n    def f(self, x=\"\"\"",
    "def f(*, /): ...\n",
    "{ PD, ",
    "g_APinDescription[] = {{ PORTA, 300 },",
    "digitalPin[] = { PB_9, PA_, };\n",
    "analogInputPin[] = { 0, 70000, };\n",
    "g_ADigitalPinMap[] = { 1, 99, (((",
    "g_pin_cfg[] = {{ BSP_IO_PORT_0, },",
    "#define CORE_PIN0_CONFIG PORT_PCR\n",
    "a.menu.pnum.B.build.variant=STM32/F((((1-2)(-)_\n",
    "é\u{feff}\0",
    "a.menu.x.y.build.mcu=\n",
    "digital_pin_to_port_PGM[] = {",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn garbage_never_panics_and_leaves_nothing_half_written(
        files in prop::collection::btree_map(0..FILES.len(), prop::collection::vec((0..PIECES.len(), prop::collection::vec(any::<u8>(), 0..8), any::<bool>()), 0..10), 1..8)
    ) {
        let package = package(&[]);
        for (file, pieces) in files {
            let bytes: Vec<u8> = pieces.into_iter().flat_map(|(piece, noise, is_noise)| if is_noise { noise } else { PIECES[piece].as_bytes().to_vec() }).collect();
            write(&package.folder.path().join("in").join(FILES[file]), &bytes);
        }
        match package.import("", &Options::default()) {
            Err(error) => {
                prop_assert!(!package.folder.path().join("home").exists(), "{error}");
                prop_assert!(!error.to_string().is_empty());
            }
            Ok(imported) if imported.folder.as_os_str().is_empty() => prop_assert!(!package.folder.path().join("home").exists()),
            // What is accepted can be used.
            Ok(imported) => {
                let known = Arc::new(tables(&imported));
                for id in &imported.boards {
                    for kind in [RuntimeKind::Arduino, RuntimeKind::MicroPython] {
                        let _ = known.target(id, kind, None);
                    }
                }
            }
        }
    }

    #[test]
    fn garbage_in_a_board_file_never_panics(noise in "[a-z\\[\\]=\" \n{}0-9é]{0,200}", at in 0_usize..200) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("board.toml");
        let good = "name = \"X\"\nlike = \"uno\"\nids = [\"y\"]\nexposed = [\"PD0-3\"]\n[[pin]]\npin = \"PD5\"\nnames = [\"Z\"]\n[[wiring]]\npin = 5\nwhat = \"LED\"\n";
        let at = at.min(good.len());
        std::fs::write(&path, format!("{}{noise}{}", &good[..at], &good[at..])).unwrap();
        if let Ok(overlay) = Overlay::read_board(&path, Tables::embedded()) {
            let ids: Vec<String> = overlay.board_ids().map(str::to_owned).collect();
            let tables = Tables::with_overlay(Tables::shared(), overlay);
            for id in ids {
                let _ = tables.target(&id, RuntimeKind::Arduino, None);
            }
        }
    }
}
