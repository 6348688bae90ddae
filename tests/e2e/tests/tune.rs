//! `boardwise model tune`: learns from a folder, keeps what helps, leaves everything else as it was.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use anyhow::{Result, ensure};
use e2e::{Folder, program};

fn tiny() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/model/testdata/tiny.gguf")
}

/// Sketches in one hand.
fn sketches(n: usize) -> Vec<(String, String)> {
    let names = ["lamp", "pump", "fan", "valve", "siren", "heater", "gate", "motor"];
    let sketch = |at: usize| {
        let name = names[at % names.len()];
        let mut text = format!("// {name}\nstatic const uint8_t k_{name}_pin = {};\n\n", 2 + at);
        for part in 0..12 {
            let _ = writeln!(
                text,
                "static void {name}_{part}_{at}(const bool is_on)\n{{\n    digitalWrite(k_{name}_pin, is_on ? HIGH : LOW);\n    delay({});\n}}\n",
                at * 37 + part * 11
            );
        }
        (format!("code/s{at}/s{at}.ino"), text + "void setup() {}\nvoid loop() {}\n")
    };
    (0..n).map(sketch).collect()
}

fn folder(name: &str, n: usize) -> Result<Folder> {
    let folder = Folder::new(name, &[])?;
    for (path, text) in sketches(n) {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap_or(folder.path()))?;
        std::fs::write(path, text)?;
    }
    Ok(folder)
}

fn command(folder: &Folder, arguments: &[&str]) -> Command {
    let mut command = Command::new(program());
    command.args(arguments).env("BOARDWISE_DATA", folder.path().join("data")).env("BOARDWISE_MODEL", tiny());
    command
}

fn tune(folder: &Folder, more: &[&str]) -> Result<Output> {
    let code = folder.path().join("code").display().to_string();
    Ok(command(folder, &[&["model", "tune", "--data", &code], more].concat()).output()?)
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn list(folder: &Folder) -> Result<String> {
    Ok(said(&command(folder, &["model", "list"]).output()?))
}

#[test]
fn what_helps_is_added_and_used_on_request() -> Result<()> {
    let folder = folder("tune", 9)?;
    let output = tune(&folder, &["--steps", "6", "--name", "mine", "--use"])?;
    let text = said(&output);
    ensure!(output.status.success(), "{text}");
    assert!(text.contains("bits per byte") && text.contains("added mine") && text.contains("in use from now on"), "{text}");
    assert!(list(&folder)?.contains("* mine"), "{}", list(&folder)?);
    let info = command(&folder, &["model", "info", "--model", "mine"]).output()?;
    assert!(said(&info).contains("Q8_0") && said(&info).contains("spm-joint-1"), "{}", said(&info));
    assert!(!folder.path().join("data/tune/mine").exists(), "nothing is left over");
    Ok(())
}

#[test]
fn what_does_not_help_changes_nothing() -> Result<()> {
    let folder = folder("tune-refused", 9)?;
    let output = tune(&folder, &["--steps", "1", "--least-gain", "90"])?;
    let text = said(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("not kept: the files that it did not learn from are no easier to foresee"), "{text}");
    assert_eq!(list(&folder)?, "* built-in\n");
    assert!(!folder.path().join("data/tune/code").exists() && !folder.path().join("data/models").exists());
    Ok(())
}

#[test]
fn what_cannot_be_is_said_in_one_line() -> Result<()> {
    let folder = folder("tune-bad", 3)?;
    let broken = folder.path().join("broken.gguf");
    std::fs::write(&broken, &std::fs::read(tiny())?[..5000])?;
    let gguf = broken.display().to_string();
    for (arguments, expected) in
        [(&[][..], "has 3 files"), (&["--name", "built-in"], "cannot be called"), (&["--name", "a/b"], "cannot be called")]
    {
        let output = tune(&folder, arguments)?;
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && text.trim().lines().count() == 1 && text.contains(expected), "{text}");
    }
    let enough = self::folder("tune-broken", 9)?;
    let output = tune(&enough, &["--model", &gguf])?;
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(2) && text.trim().lines().count() == 1 && text.contains("is cut off"), "{text}");
    Ok(())
}

/// An interrupted run leaves a checkpoint, and the same command goes on.
#[cfg(unix)]
#[test]
fn an_interrupted_run_goes_on() -> Result<()> {
    let folder = folder("tune-interrupted", 9)?;
    let code = folder.path().join("code").display().to_string();
    let arguments = ["model", "tune", "--data", &code, "--steps", "8"];
    let child = command(&folder, &arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    // It is learning once its plan is there.
    while !folder.path().join("data/tune/code/plan.json").exists() {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    ensure!(Command::new("kill").args(["-INT", &child.id().to_string()]).status()?.success(), "kill");
    let output = child.wait_with_output()?;
    let text = said(&output);
    assert!(output.status.code() == Some(130) && text.contains("the same command goes on"), "{text}");
    assert!(folder.path().join("data/tune/code/checkpoint.safetensors").exists());
    let output = command(&folder, &arguments).output()?;
    // Whether so little helps is not what is asked here.
    assert!(matches!(output.status.code(), Some(0 | 1)) && said(&output).contains("going on from step"), "{}", said(&output));
    Ok(())
}
