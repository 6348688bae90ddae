//! Boards of one's own on the command line: described in a file, imported, and named wrongly.

use std::path::Path;
use std::process::{Command, Output};

use e2e::program;

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

fn boardwise(folder: &Path, arguments: &[&str]) -> Output {
    let data = folder.join("data");
    Command::new(program()).args(arguments).current_dir(folder).env("BOARDWISE_DATA", data).output().unwrap()
}

#[track_caller]
fn says(output: &Output, code: i32, part: &str) {
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{text}");
    assert!(text.contains(part), "{text} lacks {part}");
}

const BOARD: &str = "id = \"greenhouse\"\nname = \"Greenhouse\"\nlike = \"esp32dev\"\n\n[[pin]]\npin = \"GPIO25\"\nnames = [\"PUMP\"]\n";

#[test]
fn a_board_file_by_flag_in_a_project_and_in_the_data_folder() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(&root.join("boards/greenhouse.toml"), BOARD);
    let shown = boardwise(root, &["boards", "show", "boards/greenhouse.toml"]);
    says(&shown, 0, "Greenhouse (greenhouse), chip esp32");
    says(&shown, 0, "described in: boards/greenhouse.toml");
    says(&boardwise(root, &["pins", "boards/greenhouse.toml"]), 0, "PUMP");
    write(&root.join("sketch/sketch.ino"), "void setup() { pinMode(PUMP, OUTPUT); pinMode(34, OUTPUT); }\nvoid loop() {}\n");
    says(&boardwise(root, &["check", "sketch", "--board", "boards/greenhouse.toml"]), 1, "input-only-pin-driven");

    write(&root.join("sketch/board.toml"), BOARD);
    says(&boardwise(root, &["check", "sketch"]), 1, "input-only-pin-driven");
    says(&boardwise(root, &["boards", "detect", "sketch"]), 0, "Greenhouse");
    write(&root.join("sketch/board.toml"), &BOARD.replace("GPIO25", "GPIO99"));
    says(&boardwise(root, &["check", "sketch"]), 0, "board.toml:5: the ESP32 has no pin GPIO99");

    says(&boardwise(root, &["boards", "show", "greenhouse"]), 2, "unknown board");
    write(&root.join("data/boards/greenhouse/board.toml"), BOARD);
    says(&boardwise(root, &["boards", "show", "greenhouse"]), 0, "data/boards/greenhouse/board.toml");
    says(&boardwise(root, &["boards", "list"]), 0, "greenhouse");
}

#[test]
fn what_was_imported_is_known_and_what_is_broken_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(&root.join("core/boards.txt"), "lamp.name=Lamp\nlamp.build.mcu=esp32\nlamp.build.variant=lamp\n");
    write(&root.join("core/platform.txt"), "name=ESP32 Arduino\nversion=3.9.9\n");
    write(&root.join("core/cores/esp32/Arduino.h"), "void pinMode(uint8_t pin, uint8_t mode);\nvoid glowSlowly(int pin);\n");
    write(
        &root.join("core/variants/lamp/pins_arduino.h"),
        "static const uint8_t LAMP_SDA = 4;\nstatic const uint8_t SDA = 21;\n#define LED_BUILTIN 5\n",
    );
    let imported = boardwise(root, &["boards", "import", "core"]);
    says(&imported, 0, "1 new boards");
    says(&imported, 0, "runtime: arduino-esp32@3.9.9");
    says(&boardwise(root, &["boards", "show", "esp32:esp32:lamp"]), 0, "imports/esp32-esp32@3.9.9/boards/lamp/board.toml");
    says(&boardwise(root, &["pins", "lamp"]), 0, "LED_BUILTIN");
    write(&root.join("a/a.ino"), "// board: lamp\nvoid setup() { glowSlowly(1, 2); }\nvoid loop() {}\n");
    says(&boardwise(root, &["check", "a"]), 1, "wrong-argument-count");
    says(&boardwise(root, &["check", "a", "--board", "esp32dev", "--runtime", "arduino-esp32@3.9.9"]), 1, "wrong-argument-count");

    write(&root.join("core/boards.txt"), "lamp.name=Lamp\nrubbish\n");
    std::fs::remove_dir_all(root.join("data")).unwrap();
    says(&boardwise(root, &["boards", "import", "core"]), 2, "boards.txt:2: “rubbish” is not KEY=VALUE");
    assert!(!root.join("data").exists());
}
