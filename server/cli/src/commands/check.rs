//! `boardwise check`: the rules over files and folders.

use std::io::{IsTerminal as _, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use clap::{Args, ValueEnum};
use ide::{Analysis, Finding, Host, Language, Settings, Severity, language_of, sources_below};

use crate::input::{analyze_text, read_source};
use crate::{Lang, TargetArguments, report};

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// Files and folders; the current folder when none is given.
    paths: Vec<PathBuf>,
    #[command(flatten)]
    target: TargetArguments,
    /// How to print findings.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Read the program from standard input.
    #[arg(long, requires = "lang", conflicts_with = "paths")]
    stdin: bool,
    /// Language of standard input.
    #[arg(long, value_enum)]
    lang: Option<Lang>,
    /// Check again whenever a file changes, and say what is new and what is gone. Ends with Ctrl-C.
    #[arg(long, conflicts_with_all = ["stdin", "format"])]
    watch: bool,
}

/// Output formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: source excerpts with the reason and the way out.
    Human,
    /// One JSON document.
    Json,
    /// SARIF 2.1.0, for code-scanning services.
    Sarif,
    /// Workflow annotations.
    Github,
}

/// A checked file.
#[derive(Debug)]
pub struct Checked {
    /// Path as the user named it.
    pub path: String,
    /// The file with its targets.
    pub analysis: Analysis,
    /// What the rules say.
    pub findings: Vec<Finding>,
    /// Rules that the settings or `boardwise.toml` silenced here.
    silenced: Vec<&'static str>,
}

/// Runs the verb.
pub fn run(arguments: &CheckArguments) -> anyhow::Result<ExitCode> {
    let settings = arguments.target.settings();
    let checked = if arguments.stdin {
        let lang = arguments.lang.context("--stdin needs --lang")?;
        vec![check_stdin(lang.into(), settings)?]
    } else {
        let paths = if arguments.paths.is_empty() { vec![PathBuf::from(".")] } else { arguments.paths.clone() };
        if arguments.watch {
            return super::watch::run(&paths, &settings);
        }
        check_paths(&paths, settings)?
    };
    say_notices(&checked);
    say_idle_allowances(&checked);
    let stdout = std::io::stdout();
    let color = stdout.is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let mut out = std::io::BufWriter::new(stdout.lock());
    match arguments.format {
        Format::Human => report::human::write(&mut out, &checked, color)?,
        Format::Json => report::json::write(&mut out, &checked)?,
        Format::Sarif => report::sarif::write(&mut out, &checked)?,
        Format::Github => report::github::write(&mut out, &checked)?,
    }
    out.flush()?;
    let failed = checked.iter().flat_map(|file| &file.findings).any(|finding| finding.severity == Severity::Error);
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// A rule that the settings or `boardwise.toml` silence and that would have said nothing: it would
/// hide the next mistake.
fn say_idle_allowances(checked: &[Checked]) {
    let mut said: Vec<&str> = Vec::new();
    for rule in checked.iter().flat_map(|file| file.analysis.allowed()) {
        let is_idle = !checked.iter().any(|file| file.silenced.contains(&rule.as_str()));
        if !is_idle || said.contains(&rule.as_str()) {
            continue;
        }
        said.push(rule);
        if ide::rules().iter().any(|known| known.name == rule) {
            eprintln!("boardwise: allow = [\"{rule}\"] silences nothing in these files; remove it from boardwise.toml or the settings");
        } else {
            eprintln!("boardwise: allow = [\"{rule}\"]: there is no rule of this name");
        }
    }
}

/// Each notice (an unknown board, say) once, however many files it concerns.
pub(super) fn say_notices(checked: &[Checked]) {
    let mut said: Vec<&str> = Vec::new();
    for file in checked {
        if let Some(notice) = file.analysis.notice.as_deref()
            && !said.contains(&notice)
        {
            eprintln!("boardwise: {notice}");
            said.push(notice);
        }
    }
    if said.is_empty() && !checked.is_empty() && checked.iter().all(|file| file.analysis.targets.is_empty()) {
        eprintln!(
            "boardwise: no board is known for these files, so only board-independent rules speak; give --board, a boardwise.toml, or a “// board: NAME” comment"
        );
    }
}

fn check_stdin(language: Language, settings: Settings) -> anyhow::Result<Checked> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes).context("standard input cannot be read")?;
    let text = String::from_utf8_lossy(&bytes);
    let name = match language {
        Language::Arduino => "stdin.ino",
        Language::MicroPython => "stdin.py",
    };
    let analysis = analyze_text(Path::new(name), &text, language, settings)?;
    let (findings, silenced) = analysis.judge();
    Ok(Checked { path: "<stdin>".to_owned(), analysis, findings, silenced })
}

/// Checks files as named and the sources below folders (hidden and ignored ones left out), sorted.
pub fn check_paths(paths: &[PathBuf], settings: Settings) -> anyhow::Result<Vec<Checked>> {
    let mut host = Host::new(settings);
    let mut checked = Vec::new();
    for path in paths {
        if path.is_dir() {
            for file in sources_below(path) {
                // In a folder, a file that cannot be read costs one line, not the whole run.
                match read_source(&file) {
                    Ok(text) => checked.extend(check_file(&mut host, &file, &text, None)),
                    Err(error) => eprintln!("boardwise: {error:#}"),
                }
            }
        } else {
            let text = read_source(path)?;
            let language = language_of(path, &text).or_else(|| by_extension(path));
            let Some(language) = language else {
                bail!("{} is not a file that Boardwise reads (.ino, .pde, .cpp, .h, .c, .py)", path.display());
            };
            checked.extend(check_file(&mut host, path, &text, Some(language)));
        }
    }
    Ok(checked)
}

fn check_file(host: &mut Host, path: &Path, text: &str, language: Option<Language>) -> Option<Checked> {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    if !host.open(&absolute, text, 0, language) {
        return None;
    }
    host.read_projects();
    let analysis = host.analysis(&absolute)?;
    host.close(&absolute);
    let (findings, silenced) = analysis.judge();
    Some(Checked { path: path.display().to_string(), analysis, findings, silenced })
}

/// A file that the user names is checked even if nothing in it says Arduino or MicroPython.
fn by_extension(path: &Path) -> Option<Language> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "cpp" | "cc" | "cxx" | "c" | "h" | "hpp" => Some(Language::Arduino),
        "py" => Some(Language::MicroPython),
        _ => None,
    }
}
