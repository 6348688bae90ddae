//! The command line as a shell uses it.

use std::io::Read as _;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result};
use e2e::program;

/// `boardwise pins … | head -1`: the reader leaves early, and that is no error.
#[test]
fn a_reader_that_leaves_is_no_error() -> Result<()> {
    for arguments in [["pins", "megaatmega2560", "--format", "json"].as_slice(), &["pins", "megaatmega2560"], &["boards", "list"]] {
        let mut child = Command::new(program()).args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        // Closed before anything is read: every write meets a broken pipe.
        drop(child.stdout.take());
        let mut complaints = String::new();
        child.stderr.take().context("standard error")?.read_to_string(&mut complaints)?;
        let status = child.wait()?;
        assert!(status.success() && complaints.is_empty(), "{arguments:?}: {status}, {complaints}");
    }
    Ok(())
}
