//! An immutable view of one file with its targets: every editor feature as a pure function.

use std::path::PathBuf;
use std::sync::Arc;

use boards::{RuntimeKind, Target};
use check::{Finding, Fix};
use document::{Language, Snapshot, Span};

use crate::Settings;
use crate::host::Others;
use crate::project::{Detected, DetectedBy, Project};
use crate::targets::{Targets, Wanted};

/// A file as it is now, with the targets that its project names.
#[derive(Debug, Clone)]
pub struct Analysis {
    /// The file.
    pub path: PathBuf,
    /// Its text, tree and facts.
    pub snapshot: Snapshot,
    /// Targets, the active one first; empty when the board is unknown.
    pub targets: Vec<Arc<Target>>,
    /// How the boards were found.
    pub detected: Vec<Detected>,
    /// One line when something about the target must be said (unknown board, no such runtime, broken project file).
    pub notice: Option<String>,
    allow: Vec<String>,
    settings: Arc<Settings>,
}

/// A fix on offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeAction {
    /// The finding it removes.
    pub finding: Finding,
    /// The change.
    pub fix: Fix,
}

impl Analysis {
    /// Puts a snapshot and its project together. Boards are taken from the setting, the project
    /// files, then the file's own `board:` comment.
    pub(crate) fn new(
        path: PathBuf,
        snapshot: Snapshot,
        project: &Project,
        others: &Others,
        known: &mut Targets,
        settings: Arc<Settings>,
    ) -> Self {
        let detected = boards_of(&snapshot, project, &settings);
        let kind = match snapshot.language {
            Language::Arduino => RuntimeKind::Arduino,
            Language::MicroPython => RuntimeKind::MicroPython,
        };
        let mut targets: Vec<Arc<Target>> = Vec::new();
        let mut notices = project.problems.clone();
        notices.extend(known.problems().iter().cloned());
        for candidate in &detected {
            let runtime = settings.runtime.as_deref().or(candidate.runtime.as_deref());
            let wanted = Wanted::new(&candidate.board, kind, runtime, &project.board_files, &path, others);
            match known.target(wanted, others) {
                Ok((target, notice)) => {
                    notices.extend(notice);
                    let known = |other: &Arc<Target>| {
                        other.board.id == target.board.id && other.runtime.coordinate() == target.runtime.coordinate()
                    };
                    if !targets.iter().any(known) {
                        targets.push(target);
                    }
                }
                Err(notice) => notices.push(notice),
            }
        }
        let allow = settings.allow.iter().chain(&project.allow).cloned().collect();
        let notice = (!notices.is_empty()).then(|| notices.join("; "));
        Self { path, snapshot, targets, detected, notice, allow, settings }
    }

    /// The active target.
    pub fn target(&self) -> Option<&Target> {
        self.targets.first().map(Arc::as_ref)
    }

    /// Settings that were in force.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Rules that the settings or `boardwise.toml` silence.
    pub fn allowed(&self) -> &[String] {
        &self.allow
    }

    /// Findings for every target, sorted by position; one that several targets share is given once.
    pub fn diagnostics(&self) -> Vec<Finding> {
        self.judge().0
    }

    /// As [`Self::diagnostics`], with the rules that the settings or `boardwise.toml` silenced here.
    pub fn judge(&self) -> (Vec<Finding>, Vec<&'static str>) {
        let mut findings: Vec<Finding> = Vec::new();
        if self.targets.is_empty() {
            findings = check::check(&self.snapshot, None);
        }
        for target in &self.targets {
            for finding in check::check(&self.snapshot, Some(target)) {
                if !findings.iter().any(|known| known.rule == finding.rule && known.span == finding.span) {
                    findings.push(finding);
                }
            }
        }
        let mut silenced = Vec::new();
        findings.retain(|finding| {
            let is_allowed = self.allow.iter().any(|rule| rule == finding.rule);
            if is_allowed && !silenced.contains(&finding.rule) {
                silenced.push(finding.rule);
            }
            !is_allowed
        });
        findings.sort_by_key(|finding| (finding.span, finding.rule));
        (findings, silenced)
    }

    /// Findings for one of the targets, without the rules that the project silences.
    pub(crate) fn findings_for(&self, target: &Target) -> Vec<Finding> {
        let mut findings = check::check(&self.snapshot, Some(target));
        findings.retain(|finding| !self.allow.iter().any(|rule| rule == finding.rule));
        findings
    }

    /// The pin maps of the program that the file belongs to, one per target.
    pub fn pin_maps(&self) -> Vec<crate::PinMap> {
        let root = self.path.parent().unwrap_or(&self.path);
        crate::pin_maps(root, std::slice::from_ref(self))
    }

    /// Whether ghost text is welcome at `offset` when nobody asked for it.
    pub fn welcomes_suggestion(&self, offset: usize) -> bool {
        suggest::is_welcome(&self.snapshot, self.target(), offset)
    }

    /// The line break and indentation that probably come next at `offset`.
    pub fn next_line(&self, offset: usize) -> Option<String> {
        suggest::next_line(&self.snapshot, self.target(), offset)
    }

    /// What the tables and the scope say fits at `offset`, best first. Never waits for the model.
    pub fn completion(&self, offset: usize) -> Vec<suggest::Candidate> {
        suggest::candidates(&self.snapshot, self.target(), offset)
    }

    /// Fixes for the findings that touch `span`.
    pub fn code_actions(&self, span: Span) -> Vec<CodeAction> {
        let touching = |finding: &Finding| finding.span.start <= span.end && span.start <= finding.span.end;
        self.diagnostics()
            .into_iter()
            .filter(touching)
            .flat_map(|finding| {
                let fixes = finding.fixes.clone();
                fixes.into_iter().map(move |fix| CodeAction { finding: finding.clone(), fix })
            })
            .collect()
    }
}

/// The setting silences everything else; the comment in a file speaks after its project files.
fn boards_of(snapshot: &Snapshot, project: &Project, settings: &Settings) -> Vec<Detected> {
    if let Some(board) = &settings.board {
        return vec![Detected { board: board.clone(), runtime: settings.runtime.clone(), by: DetectedBy::Setting, path: None }];
    }
    let mut detected = project.detected.clone();
    if let Some((board, _)) = &snapshot.facts.board_comment
        && !detected.iter().any(|known| known.by < DetectedBy::Comment)
    {
        detected.insert(0, Detected { board: board.clone(), runtime: None, by: DetectedBy::Comment, path: None });
    }
    detected
}

/// What is said once about a board that nobody knows.
pub fn unknown_board_line(unknown: &boards::UnknownBoard) -> String {
    let hint = if unknown.suggestions.is_empty() {
        "`boardwise boards` lists all names".to_owned()
    } else {
        format!("did you mean {}?", unknown.suggestions.join(", "))
    };
    format!("unknown board “{}”: {hint} Only board-independent rules speak until then", unknown.name)
}
