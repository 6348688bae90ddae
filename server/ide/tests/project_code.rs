//! Names that a project declares itself: they complete, hover and check like those of the tables.

use std::path::{Path, PathBuf};

use ide::{Analysis, Host, Settings};

struct Project {
    folder: tempfile::TempDir,
    host: Host,
}

fn project(files: &[(&str, &str)]) -> Project {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("no-data");
    let project = Project { folder, host: Host::new(Settings { data: Some(data), ..Settings::standard() }) };
    for (name, text) in files {
        project.write(name, text);
    }
    project
}

impl Project {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Opens a file with `|` as the cursor.
    fn open(&mut self, name: &str, text: &str) -> (Analysis, usize) {
        let cursor = text.find('|').unwrap_or(0);
        let text = text.replacen('|', "", 1);
        let path = self.path(name);
        assert!(self.host.open(&path, &text, 1, None), "{name}");
        self.host.read_projects();
        (self.host.analysis(&path).unwrap(), cursor)
    }

    #[track_caller]
    fn completes(&mut self, name: &str, text: &str, expected: &[&str]) {
        let (analysis, cursor) = self.open(name, text);
        let found: Vec<String> = analysis.completion(cursor).into_iter().map(|candidate| candidate.label).collect();
        for label in expected {
            assert!(found.iter().any(|it| it == label), "{label} is not among {found:?}; {:?}", analysis.notice);
        }
    }

    #[track_caller]
    fn finds(&mut self, name: &str, text: &str, expected: &[&str]) {
        let (analysis, _) = self.open(name, text);
        let found: Vec<String> =
            analysis.diagnostics().into_iter().map(|finding| format!("{}: {}", finding.rule, finding.message)).collect();
        assert_eq!(found.len(), expected.len(), "{found:?}; {:?}", analysis.notice);
        for (found, expected) in found.iter().zip(expected) {
            assert!(found.contains(expected), "{found} lacks {expected}");
        }
    }
}

const MOTOR: &str = "#pragma once\n#include <Arduino.h>\n#define MOTOR_LIMIT 200\nclass Motor {\npublic:\n  Motor(int pin);\n  void run(int speed);\n  int speed() const;\nprivate:\n  int _pin;\n};\nvoid stopAllMotors();\n";

#[test]
fn classes_of_a_library_in_the_project() {
    let mut project = project(&[
        ("platformio.ini", "[env:a]\nplatform = atmelavr\nboard = uno\nframework = arduino\n"),
        ("lib/Motor/src/Motor.h", MOTOR),
        ("lib/Motor/library.properties", "name=My Motor\nversion=1.2.3\narchitectures=avr\n"),
        ("src/main.cpp", ""),
    ]);
    let head = "#include <Arduino.h>\n#include <Motor.h>\nMotor motor(5);\n";
    project.completes("src/main.cpp", &format!("{head}void setup() {{ motor.| }}\nvoid loop() {{}}\n"), &["run", "speed"]);
    project.completes("src/main.cpp", &format!("{head}void setup() {{ stopA| }}\nvoid loop() {{}}\n"), &["stopAllMotors"]);
    project.finds(
        "src/main.cpp",
        &format!("{head}void setup() {{ motor.run(1); motor.rum(2); stopAllMotors(3); }}\nvoid loop() {{}}\n"),
        &["unknown-module-member: Motor has no rum", "wrong-argument-count"],
    );
    let (analysis, cursor) = project.open("src/main.cpp", &format!("{head}void setup() {{ motor.r|un(1); }}\nvoid loop() {{}}\n"));
    assert!(analysis.hover(cursor).unwrap().markdown.contains("run(int speed)"));
}

#[test]
fn other_tabs_and_headers_of_a_sketch() {
    let mut project = project(&[
        ("robot/robot.ino", ""),
        ("robot/helpers.ino", "void delays(int n) {}\nint limit = 3;\n"),
        ("robot/Arm.h", "class Arm {\npublic:\n  void lift(int degrees);\n};\n"),
        ("other/other.ino", "void elsewhere() {}\n"),
    ]);
    let head = "// board: uno\n";
    project.finds("robot/robot.ino", &format!("{head}void setup() {{ delays(3); }}\nvoid loop() {{}}\n"), &[]);
    project.completes("robot/robot.ino", &format!("{head}void setup() {{ dela| }}\nvoid loop() {{}}\n"), &["delays", "delay"]);
    let text = format!("{head}#include \"Arm.h\"\nArm arm;\nvoid setup() {{ arm.| }}\nvoid loop() {{}}\n");
    project.completes("robot/robot.ino", &text, &["lift"]);
    let (analysis, cursor) = project.open("robot/robot.ino", &format!("{head}void setup() {{ else| }}\nvoid loop() {{}}\n"));
    assert!(analysis.completion(cursor).iter().all(|candidate| candidate.label != "elsewhere"), "another sketch is another program");
}

#[test]
fn modules_of_a_micropython_project() {
    let mut project = project(&[
        ("boardwise.toml", "board = \"pico\"\n"),
        ("main.py", ""),
        ("config.py", "RELAY = 5\ndef load(path, retries=3):\n    pass\n"),
        ("lib/motor.py", "class Motor:\n    def __init__(self, pin):\n        self.pin = pin\n    def run(self, speed):\n        pass\n"),
    ]);
    project.completes("main.py", "import config\nconfig.|\n", &["RELAY", "load"]);
    project.completes("main.py", "from motor import Motor\nm = Motor(3)\nm.|\n", &["run", "pin"]);
    project.finds(
        "main.py",
        "import config\nfrom motor import Motor\nm = Motor(3)\nm.run(1)\nm.rum(2)\nconfig.load('x')\nprint(config.RELAI)\n",
        &["motor.Motor has no rum", "config has no RELAI"],
    );
    project.finds("main.py", "from motor import Servo\n", &["motor has no Servo"]);
}

#[test]
fn what_is_written_later_counts_after_the_next_reading() {
    let mut project = project(&[("boardwise.toml", "board = \"pico\"\n"), ("main.py", ""), ("config.py", "A = 1\n")]);
    project.finds("main.py", "import config\nprint(config.BEE)\n", &["config has no BEE"]);
    project.write("config.py", "A = 1\nBEE = 2\n");
    project.host.project_changed();
    project.finds("main.py", "import config\nprint(config.BEE)\n", &[]);
}

#[test]
fn libraries_are_read_once_for_all_sketches_beside_each_other() {
    let mut project = project(&[(".git/HEAD", ""), ("libraries/Motor/Motor.h", MOTOR), ("a/a.ino", ""), ("b/b.ino", "")]);
    let text = "// board: uno\n#include <Motor.h>\nMotor motor(5);\nvoid setup() { motor.| }\nvoid loop() {}\n";
    project.completes("a/a.ino", text, &["run"]);
    std::fs::remove_dir_all(project.path("libraries")).unwrap();
    std::fs::create_dir(project.path("libraries")).unwrap();
    project.completes("b/b.ino", text, &["run"]);
    project.host.project_changed();
    let (analysis, cursor) = project.open("b/b.ino", text);
    assert!(analysis.completion(cursor).iter().all(|candidate| candidate.label != "run"));
}

#[test]
fn a_board_that_the_project_describes() {
    let mut project =
        project(&[("main.ino", ""), ("board.toml", "name = \"Shed\"\nlike = \"uno\"\n[[pin]]\npin = \"PD5\"\nnames = [\"PUMP\"]\n")]);
    let (analysis, _) = project.open("main.ino", "void setup() { pinMode(PUMP, OUTPUT); }\nvoid loop() {}\n");
    assert_eq!(analysis.target().unwrap().board.name, "Shed", "{:?}", analysis.notice);
    assert_eq!(analysis.detected[0].by, ide::DetectedBy::BoardToml);
    assert_eq!(analysis.diagnostics(), []);

    project.write("board.toml", "name = \"Shed\"\nlike = \"uno\"\n[[pin]]\npin = \"PX5\"\nnames = [\"PUMP\"]\n");
    project.host.project_changed();
    let (analysis, _) = project.open("main.ino", "void setup() {}\nvoid loop() {}\n");
    let notice = analysis.notice.clone().unwrap();
    assert!(notice.contains("board.toml:3: the ATmega328P has no pin PX5"), "{notice}");

    project.write("boardwise.toml", "board = \"shed/board.toml\"\n");
    project.write("shed/board.toml", "name = \"Other shed\"\nlike = \"pico\"\n");
    std::fs::remove_file(project.path("board.toml")).unwrap();
    project.host.project_changed();
    let (analysis, _) = project.open("main.ino", "void setup() {}\nvoid loop() {}\n");
    assert_eq!(analysis.target().unwrap().board.name, "Other shed", "{:?}", analysis.notice);
}

#[test]
fn a_flag_may_name_a_file() {
    let project = project(&[("x.board.toml", "name = \"X\"\nchip = \"esp32\"\n")]);
    let path = project.path("x.board.toml");
    let mut host = Host::new(Settings { board: Some(path.to_string_lossy().into_owned()), ..Settings::standard() });
    let document = Path::new("a.ino");
    host.open(document, "void setup() { pinMode(34, OUTPUT); }\nvoid loop() {}\n", 1, None);
    let analysis = host.analysis(document).unwrap();
    assert_eq!(analysis.target().unwrap().board.id, "x");
    assert_eq!(analysis.diagnostics()[0].rule, "input-only-pin-driven");
}
