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

/// `boardwise eval` on the examples: the same places each time, and every share a share.
#[test]
fn completion_is_measured_on_a_folder() -> Result<()> {
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples");
    let arguments = ["eval", examples, "--who", "model,deaf,tables", "--per-kind", "1", "--replay-files", "1", "--replay-lines", "3"];
    let measure = || -> Result<serde_json::Value> {
        let output = Command::new(program()).args(arguments).args(["--format", "json"]).output()?;
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let mut reports: serde_json::Value = serde_json::from_slice(&output.stdout)?;
        // Times differ; all else depends on the files alone.
        for report in reports.as_array_mut().context("reports")? {
            for time in ["median_ms", "p95_ms"] {
                assert!(report[time].as_f64().is_some_and(|it| it > 0.0), "{report}");
                report[time] = 0.into();
            }
        }
        Ok(reports)
    };
    let reports = measure()?;
    assert_eq!(measure()?, reports);
    let reports = reports.as_array().context("reports")?;
    assert_eq!(reports.len(), 3);
    for report in reports {
        let all = &report["groups"]["all"];
        assert!(report["files"].as_u64() >= Some(3) && all["places"].as_u64() >= Some(10), "{report}");
        for name in ["shown", "exact", "exact_of_shown", "similarity", "next_identifier"] {
            assert!(all[name].as_f64().is_some_and(|it| (0.0..=1.0).contains(&it)), "{name}: {report}");
        }
    }
    // The model answers somewhere, and the curve falls with the confidence that is asked for.
    let curve: Vec<f64> = reports[0]["thresholds"].as_array().context("curve")?.iter().filter_map(|at| at["shown"].as_f64()).collect();
    assert!(curve[0] > 0.0 && curve.windows(2).all(|pair| pair[0] >= pair[1]), "{curve:?}");
    Ok(())
}
