//! `boardwise generate` as a shell uses it: what it prints, and the compilers that it finds.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

use anyhow::{Context as _, Result};
use e2e::program;
use serde_json::Value;

const BLINK: [&str; 7] = ["generate", "blink an LED on pin 5", "--board", "uno", "--lang", "arduino", "--no-model"];

/// A program of the given name that keeps its arguments beside it, says something and exits.
fn stand_in(folder: &Path, name: &str, says: &str, code: u8) -> Result<()> {
    let file = folder.join(name);
    fs::write(&file, format!("#!/bin/sh\necho \"$@\" >> \"$(dirname \"$0\")/{name}.calls\"\necho '{says}' >&2\nexit {code}\n"))?;
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755))?;
    Ok(())
}

/// Runs with nothing but these programs on the PATH, and an empty home.
fn run(arguments: &[&str], folder: &Path) -> Result<Output> {
    let mut command = Command::new(program());
    command.args(arguments).env("HOME", folder).env_remove("PLATFORMIO_CORE_DIR");
    // The stand-ins are shell scripts.
    command.env("PATH", format!("{}:/bin", folder.display()));
    Ok(command.output()?)
}

fn verified(folder: &Path, board: &str, lang: &str) -> Result<(Value, String, Option<i32>)> {
    let arguments = ["generate", "blink an LED on pin 5", "--board", board, "--lang", lang, "--no-model", "--verify", "--format", "json"];
    let output = run(&arguments, folder)?;
    let document: Value = serde_json::from_slice(&output.stdout).context("a document")?;
    let calls = |name: &str| fs::read_to_string(folder.join(format!("{name}.calls"))).unwrap_or_default();
    Ok((document["verify"].clone(), calls("arduino-cli") + &calls("pio") + &calls("mpy-cross"), output.status.code()))
}

#[test]
fn arduino_cli_judges_when_it_is_there() -> Result<()> {
    let folder = tempfile::tempdir()?;
    stand_in(folder.path(), "arduino-cli", "Sketch uses 924 bytes", 0)?;
    let (verify, calls, code) = verified(folder.path(), "uno", "arduino")?;
    assert_eq!((verify["status"].as_str(), verify["tool"].as_str(), code), (Some("passed"), Some("arduino-cli"), Some(0)));
    assert!(calls.starts_with("compile --fqbn arduino:avr:uno --build-path "), "{calls}");

    stand_in(folder.path(), "arduino-cli", "sketch.ino:3:1: error: expected unqualified-id", 1)?;
    let (verify, _, code) = verified(folder.path(), "uno", "arduino")?;
    assert_eq!((verify["status"].as_str(), code), (Some("failed"), Some(1)));
    assert!(verify["detail"].as_str().is_some_and(|detail| detail.contains("expected unqualified-id")), "{verify}");
    Ok(())
}

/// Without the core, arduino-cli says nothing about the program, and PlatformIO is asked; only with its platform.
#[test]
fn the_next_tool_is_asked_when_one_lacks_the_core() -> Result<()> {
    let folder = tempfile::tempdir()?;
    stand_in(folder.path(), "arduino-cli", "Error during build: Platform esp32:esp32 not installed", 1)?;
    stand_in(folder.path(), "pio", "", 0)?;
    let (verify, calls, code) = verified(folder.path(), "esp32dev", "arduino")?;
    assert_eq!((verify["status"].as_str(), code), (Some("skipped"), Some(0)), "{verify}");
    assert!(!calls.contains("run"), "PlatformIO would have fetched its platform: {calls}");

    fs::create_dir_all(folder.path().join(".platformio/platforms/espressif32"))?;
    let (verify, calls, _) = verified(folder.path(), "esp32dev", "arduino")?;
    assert_eq!((verify["status"].as_str(), verify["tool"].as_str()), (Some("passed"), Some("PlatformIO")));
    assert!(calls.contains("run --silent --project-dir "), "{calls}");
    Ok(())
}

#[test]
fn a_library_that_is_not_installed_is_no_failure() -> Result<()> {
    let folder = tempfile::tempdir()?;
    stand_in(folder.path(), "arduino-cli", "sketch.ino:1:10: fatal error: DHT.h: No such file or directory", 1)?;
    let (verify, _, code) = verified(folder.path(), "esp32dev", "arduino")?;
    assert_eq!((verify["status"].as_str(), code), (Some("skipped"), Some(0)));
    assert!(verify["detail"].as_str().is_some_and(|detail| detail.contains("DHT.h")), "{verify}");
    Ok(())
}

#[test]
fn mpy_cross_judges_micropython() -> Result<()> {
    let folder = tempfile::tempdir()?;
    assert_eq!(verified(folder.path(), "pico", "micropython")?.0["status"], "skipped");
    stand_in(folder.path(), "mpy-cross", "", 0)?;
    let (verify, calls, _) = verified(folder.path(), "pico", "micropython")?;
    assert_eq!((verify["status"].as_str(), verify["tool"].as_str()), (Some("passed"), Some("mpy-cross")));
    assert!(calls.contains("main.py"), "{calls}");
    Ok(())
}

/// What stands behind a program goes to standard error, the program alone to standard output, twice the same.
#[test]
fn the_program_is_alone_on_standard_output() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let plain = run(&BLINK, folder.path())?;
    assert!(plain.status.success() && plain.stdout.starts_with(b"// Blink an LED."), "{plain:?}");
    let explained = run(&[&BLINK[..], &["--explain"]].concat(), folder.path())?;
    assert_eq!(plain.stdout, explained.stdout);
    let said = String::from_utf8_lossy(&explained.stderr).into_owned();
    for part in ["corpus/recipes/blink-led", "pins of ATmega328P", "runtime arduino-avr", "no line comes from the model"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let svg = run(&[&BLINK[..], &["--wiring", "svg"]].concat(), folder.path())?;
    assert!(svg.stdout.starts_with(b"<svg") && svg.stdout.ends_with(b"</svg>\n"), "{}", String::from_utf8_lossy(&svg.stdout));
    Ok(())
}
