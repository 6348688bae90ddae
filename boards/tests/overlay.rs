//! A user's board file: what it may say, and how its mistakes are told.

use std::path::PathBuf;
use std::sync::Arc;

use boards::{Overlay, RuntimeKind, Tables};

fn write(text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("board.toml");
    std::fs::write(&path, text).unwrap();
    (folder, path)
}

fn tables(text: &str) -> Tables {
    let (_folder, path) = write(text);
    let overlay = Overlay::read_board(&path, Tables::embedded()).unwrap_or_else(|e| panic!("{e}"));
    Tables::with_overlay(Tables::shared(), overlay)
}

#[track_caller]
fn refused(text: &str, line: usize, part: &str) {
    let (_folder, path) = write(text);
    let error = Overlay::read_board(&path, Tables::embedded()).expect_err("the file is wrong");
    assert_eq!(error.line, Some(line), "{error}");
    assert!(error.message.contains(part), "{error}");
    assert!(error.to_string().starts_with(&format!("{}:{line}: ", path.display())), "{error}");
}

const GREENHOUSE: &str = r#"
id = "greenhouse"
name = "Greenhouse controller"
chip = "esp32"
ids = ["greenhouse-b"]

[[pin]]
pin = "GPIO25"
names = ["RELAY"]

[[bus]]
lang = "arduino"
bus = "i2c0"
signals = { sda = 16, scl = 17 }

[[wiring]]
pin = 25
what = "pump relay"
"#;

#[test]
fn a_board_stands_on_the_facts_of_its_chip() {
    let tables = tables(GREENHOUSE);
    for name in ["greenhouse", "GREENHOUSE-B"] {
        let target = tables.target(name, RuntimeKind::Arduino, None).unwrap();
        assert_eq!(target.board.id, "greenhouse");
        assert_eq!(target.pin_named("RELAY").unwrap().number, 25);
        assert!(!target.pin(34).unwrap().output, "the chip's input-only pins stay so");
        assert!(target.pin(18).unwrap().exposed && target.pin(18).unwrap().cautions.is_empty());
        assert_eq!(target.bus_pin("i2c0", "sda"), Some(16));
        assert!(target.runtime.api.function("pinMode").is_some());
    }
    let micropython = tables.target("greenhouse", RuntimeKind::MicroPython, None).unwrap();
    assert_eq!(micropython.pin_named("RELAY").unwrap().number, 25);
    let own = tables.board_file("greenhouse").unwrap();
    assert!(own.ends_with("board.toml"));
    assert_eq!(tables.board_file("uno"), None);
    assert!(tables.board("uno").is_ok(), "the tables below are still there");
    assert!(tables.boards().iter().any(|board| board.id == "greenhouse"));
}

#[test]
fn a_board_like_another_changes_what_it_says() {
    let tables = tables(
        "id = \"robot\"\nname = \"Robot\"\nlike = \"uno\"\n[[pin]]\npin = \"PD5\"\nnames = [\"MOTOR\"]\n[[wiring]]\npin = 5\nwhat = \"motor driver\"\n",
    );
    let target = tables.target("robot", RuntimeKind::Arduino, None).unwrap();
    assert_eq!(target.pin_named("MOTOR").unwrap().number, 5);
    assert_eq!(target.pin_named("A0").unwrap().number, 14);
    assert_eq!(target.board.wiring.iter().map(|wired| wired.pin).collect::<Vec<_>>(), [5, 13]);
    assert!(target.runtime.api.is_lacking("Serial1"));
}

#[test]
fn pins_beyond_the_header() {
    let tables = tables("id = \"x\"\nname = \"X\"\nchip = \"esp32\"\nexposed = [\"GPIO4-5\", \"GPIO34\"]\n");
    let target = tables.target("x", RuntimeKind::Arduino, None).unwrap();
    let exposed: Vec<u16> = target.pins.iter().filter(|pin| pin.exposed).map(|pin| pin.number).collect();
    assert_eq!(exposed, [4, 5, 34]);
}

#[test]
fn mistakes_are_told_with_their_line() {
    refused("name = \"X\"\nchip = \"esp32\"\ncolour = \"red\"\n", 3, "unknown key `colour`");
    refused("name = \"X\"\n\nchip = \"esp23\"\n", 3, "no chip is called `esp23`; did you mean `esp32");
    refused("name = \"X\"\nlike = \"unoo\"\n", 2, "no table describes the board `unoo`");
    refused("name = \"X\"\nlike = \"uno\"\nchip = \"esp32\"\n", 3, "has the chip atmega328p, not esp32");
    refused("name = \"X\"\nchip = \"esp32\"\n[[pin]]\npin = \"GPIO99\"\n", 3, "the ESP32 has no pin GPIO99");
    refused("name = \"X\"\nchip = \"esp32\"\n[[pin]]\npin = \"GPIO4\"\ncan = [\"fly\"]\n", 3, "`fly` is not an ability");
    refused("name = \"X\"\nchip = \"esp32\"\nexposed = [\"GPIO4-99\"]\n", 3, "GPIO24");
    refused("name = \"X\"\nchip = \"esp32\"\nruntimes = [\"arduino-esp23@3.3.8\"]\n", 3, "no runtime is called");
    refused("name = \"X\"\nchip = \"esp32\"\n\n[[wiring]]\npin = 77\nwhat = \"LED\"\n", 4, "LED is wired to pin 77");
    let bus = "name = \"X\"\nchip = \"esp32\"\n[[bus]]\nlang = \"arduino\"\nbus = \"i2c0\"\nsignals = { sda = 77 }\n";
    refused(bus, 3, "puts sda on pin 77");
    refused("name = \"X\"\nchip = \"atmega328p\"\nnumbering = \"list\"\n[[pin]]\npin = \"PB5\"\n", 4, "needs `number`");
    refused("name = \"X\"\nchip = \n", 2, "");
    refused("name = \"X\"\nchip = \"esp32\"\n[[caution]]\nkind = \"other\"\npins = [\"GPIO77\"]\ntext = \"t\"\n", 5, "GPIO77");
}

#[test]
fn overlays_lie_over_overlays() {
    let (_folder, path) = write(GREENHOUSE);
    let first = Tables::with_overlay(Tables::shared(), Overlay::read_board(&path, Tables::embedded()).unwrap());
    let (_folder, path) = write("id = \"shed\"\nname = \"Shed\"\nlike = \"greenhouse\"\n");
    let second = Overlay::read_board(&path, &first).unwrap();
    let tables = Tables::with_overlay(Arc::new(first), second);
    assert_eq!(tables.target("shed", RuntimeKind::Arduino, None).unwrap().pin_named("RELAY").unwrap().number, 25);
    assert!(tables.target("greenhouse", RuntimeKind::Arduino, None).is_ok());
}

#[test]
fn project_declarations_stand_beside_those_of_the_core() {
    let target = Tables::embedded().target("uno", RuntimeKind::Arduino, None).unwrap();
    let text = "% library Motor\n@ Motor.h\nclass Motor complete\n  new(int pin)\n  fn run(int speed) -> void\nfn tone(int note) -> void\n";
    let target = target.with_project(&[boards::ProjectPart::new(text.to_owned())]);
    let api = &target.runtime.api;
    assert!(api.class_member("Motor", "run").is_some() && api.class_is_complete("Motor"));
    assert_eq!(api.header("Motor.h"), Some("Motor"));
    let accepts = |n| api.function("tone").unwrap().signatures.iter().any(|signature| signature.accepts(n));
    assert!(accepts(1) && accepts(2), "an overload of the project hides nothing of the core's");
    assert!(api.is_of_project("Motor") && !api.is_of_project("Serial"));
    assert!(api.function("pinMode").is_some());
}
