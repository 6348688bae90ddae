//! An immutable view of one file with its targets: every editor feature as a pure function.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use boards::{RuntimeKind, Target};
use check::{Finding, Fix, Severity};
use document::{Language, Outer, Snapshot, Span};
use suggest::{InsertRequest, Inserted, Refused};

use decode::{Cancel, CountDocument, LanguageModel, MixedModel, NgramTable};
use suggest::{Completion, Recall};

use crate::host::Others;
use crate::linker::{Files, Linked, Source};
use crate::project::{Define, Detected, DetectedBy, Project};
use crate::targets::{Targets, Wanted};
use crate::{InlineOptions, Settings};

/// A file as it is now, with the targets that its project names.
#[derive(Debug, Clone)]
pub struct Analysis {
    /// The file.
    pub path: PathBuf,
    /// Its text, tree and facts.
    pub snapshot: Snapshot,
    /// Targets, the active one first; empty when the board is unknown.
    pub targets: Vec<Arc<Target>>,
    /// For each target, the environments of the project that are built for it; mostly none has a name.
    pub environments: Vec<Vec<String>>,
    /// For each target, the macros that its environments define.
    pub(crate) defines: Vec<Arc<[Define]>>,
    /// For each target, what the file sees of the other files of its program.
    pub(crate) outers: Vec<Arc<Outer>>,
    /// For each target, the program that the file belongs to.
    pub(crate) linked: Vec<Arc<Linked>>,
    /// The files of that program.
    pub(crate) files: Option<Arc<Files>>,
    /// How the boards were found.
    pub detected: Vec<Detected>,
    /// One line when something about the target must be said (unknown board, no such runtime, broken project file).
    pub notice: Option<String>,
    allow: Vec<String>,
    settings: Arc<Settings>,
}

/// Rules about what one version of a core has and another has not.
const VERSION_RULES: [&str; 3] = ["changed-function", "function-of-other-version", "removed-function"];

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
        let mut environments: Vec<Vec<String>> = Vec::new();
        let mut defines: Vec<Arc<[Define]>> = Vec::new();
        let mut notices = project.problems.clone();
        notices.extend(known.problems().iter().cloned());
        for candidate in &detected {
            let runtime = settings.runtime.as_deref().or(candidate.runtime.as_deref());
            let wanted = Wanted::new(&candidate.board, kind, runtime, &project.board_files, others);
            match known.target(wanted, others) {
                Ok((target, notice)) => {
                    notices.extend(notice);
                    let is_known = |(other, macros): (&Arc<Target>, &Arc<[Define]>)| {
                        other.board.id == target.board.id
                            && other.runtime.coordinate() == target.runtime.coordinate()
                            && (**macros == *candidate.defines || candidate.environments.is_empty())
                    };
                    if let Some(known) = targets.iter().zip(&defines).position(is_known) {
                        environments[known].extend(candidate.environments.iter().cloned());
                    } else {
                        targets.push(target);
                        environments.push(candidate.environments.clone());
                        defines.push(candidate.defines.clone().into());
                    }
                }
                Err(notice) => notices.push(notice),
            }
        }
        let allow = settings.allow.iter().chain(&project.allow).cloned().collect();
        let notice = (!notices.is_empty()).then(|| notices.join("; "));
        let outers = vec![Arc::default(); targets.len()];
        let (linked, files) = (Vec::new(), None);
        Self { path, snapshot, targets, environments, defines, outers, linked, files, detected, notice, allow, settings }
    }

    /// The file among the other files of its program, as a target sees them.
    pub(crate) fn seen_by(&self, at: usize) -> Snapshot {
        match self.outers.get(at) {
            Some(outer) if !Arc::ptr_eq(outer, &self.snapshot.outer) => self.snapshot.within(Arc::clone(outer)),
            _ => self.snapshot.clone(),
        }
    }

    /// Parts of the text that no target compiles: an editor shows them faded.
    pub fn inactive(&self) -> Vec<Span> {
        let mut all = (0..self.targets.len()).map(|at| check::parts(&self.seen_by(at), Some(&self.targets[at])).excluded);
        let first = all.next().unwrap_or_default();
        all.fold(first, |common, other| common.into_iter().filter(|span| other.contains(span)).collect())
    }

    /// The active target.
    pub fn target(&self) -> Option<&Target> {
        self.targets.first().map(Arc::as_ref)
    }

    /// The wish in the comment at `offset`, such as `// boardwise: read a DHT22 on pin 4`.
    pub fn wish_at(&self, offset: usize) -> Option<(String, Span)> {
        suggest::wish_at(&self.snapshot, offset)
    }

    /// Puts a task into the file as one set of edits. `task` are the user's words; without them the
    /// comment at `offset` tells the task, and goes.
    ///
    /// # Errors
    /// [`Refused`] when the board is unknown or cannot do it, or nobody says what is wanted.
    pub fn generate_here(&self, offset: usize, task: Option<&str>) -> Result<Inserted, Refused> {
        let target = self.target().ok_or_else(|| Refused {
            reason: "the board of this file is unknown".to_owned(),
            alternative: "a comment `// board: uno` at the top, or a board in boardwise.toml".to_owned(),
        })?;
        let wish = self.wish_at(offset);
        let comment = wish.as_ref().map(|(_, comment)| *comment);
        let told = task.map(str::to_owned).or_else(|| wish.map(|(told, _)| told));
        let task = told.filter(|task| !task.trim().is_empty()).ok_or_else(|| Refused {
            reason: "nothing here says what is wanted".to_owned(),
            alternative: "a comment such as `// boardwise: read a DHT22 on pin 4 every 2 s`".to_owned(),
        })?;
        suggest::insert(&InsertRequest { source: &self.snapshot, task: &task, target, comment })
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
        // For each finding, which targets it is about.
        let mut of_targets: Vec<Vec<usize>> = Vec::new();
        let mut by_target: Vec<Vec<Finding>> =
            self.targets.iter().enumerate().map(|(at, target)| check::check(&self.seen_by(at), Some(target))).collect();
        // A file that includes another platform's header is meant for the environments that have it.
        let is_foreign = |found: &Vec<Finding>| found.iter().any(|finding| finding.rule == "header-of-other-platform");
        if by_target.iter().any(|found| !is_foreign(found)) {
            by_target.iter_mut().filter(|found| is_foreign(found)).for_each(Vec::clear);
        }
        // A header is included under conditions that stand in another file.
        if self.path.extension().is_some_and(|extension| matches!(extension.to_str(), Some("h" | "hh" | "hpp"))) {
            for found in &mut by_target {
                found.retain(|finding| finding.rule != "header-of-other-platform");
            }
        }
        // Where the project does not say which version of the core it builds with, drift may not concern it.
        let says_no_version =
            |detected: &Detected| detected.runtime.is_none() && matches!(detected.by, DetectedBy::ArduinoJson | DetectedBy::SketchYaml);
        if self.detected.iter().any(says_no_version) {
            let drifts = |finding: &&mut Finding| VERSION_RULES.contains(&finding.rule) && finding.severity == Severity::Error;
            by_target.iter_mut().flatten().filter(drifts).for_each(|finding| finding.severity = Severity::Warning);
        }
        for (at, found) in by_target.into_iter().enumerate() {
            for finding in found {
                let known = findings.iter().position(|known| known.rule == finding.rule && known.span == finding.span);
                if let Some(known) = known {
                    of_targets[known].push(at);
                } else {
                    findings.push(finding);
                    of_targets.push(vec![at]);
                }
            }
        }
        // Where several environments are built, a finding says which of them it is about.
        if self.environments.iter().any(|names| !names.is_empty()) && self.targets.len() > 1 {
            for (finding, targets) in findings.iter_mut().zip(&of_targets).filter(|(_, targets)| targets.len() < self.targets.len()) {
                let names: Vec<&str> = targets.iter().flat_map(|at| &self.environments[*at]).map(String::as_str).collect();
                if !names.is_empty() {
                    finding.message = format!("{} [env {}]", finding.message, names.join(", "));
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
    pub(crate) fn findings_for(&self, snapshot: &Snapshot, target: &Target) -> Vec<Finding> {
        let mut findings = check::check(snapshot, Some(target));
        findings.retain(|finding| !self.allow.iter().any(|rule| rule == finding.rule));
        findings
    }

    /// Folder of the program that the file belongs to; its own folder when it stands alone.
    pub fn program_root(&self) -> &Path {
        let own = || self.path.parent().unwrap_or(&self.path);
        self.files.as_ref().map_or_else(own, |files| &files.root)
    }

    /// The pin maps of the program that the file belongs to, one per target.
    pub fn pin_maps(&self) -> Vec<crate::PinMap> {
        let Some(files) = &self.files else {
            return crate::pin_maps(self.program_root(), std::slice::from_ref(self));
        };
        let of_file = |source: &Source| Analysis {
            path: source.path.to_path_buf(),
            snapshot: source.snapshot.clone(),
            outers: self.linked.iter().map(|linked| linked.outer(&source.path)).collect(),
            ..self.clone()
        };
        let analyses: Vec<Analysis> = files.sources.iter().map(of_file).collect();
        crate::pin_maps(&files.root, &analyses)
    }

    /// Puts the file into its program: for each target, what it sees of the other files.
    pub(crate) fn link(&mut self, files: Arc<Files>, linked: Vec<Arc<Linked>>) {
        self.outers = linked.iter().map(|linked| linked.outer(&self.path)).collect();
        if let Some(outer) = self.outers.first() {
            self.snapshot = self.snapshot.within(Arc::clone(outer));
        }
        self.linked = linked;
        self.files = Some(files);
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

    /// A wish for suggestions at `offset`.
    pub(crate) fn request(&self, offset: usize, options: InlineOptions) -> suggest::Request<'_> {
        suggest::Request {
            snapshot: &self.snapshot,
            target: self.target(),
            offset,
            max: options.max,
            multiline: options.multiline,
            validate: options.validate,
            asked: options.asked,
        }
    }

    /// Suggests a continuation at `offset` with any model, which hears what the document says beside what it
    /// expects itself; [`crate::Engine::complete`] is this with its own.
    pub fn inline(&self, offset: usize, options: InlineOptions, model: &mut dyn LanguageModel, cancel: &Cancel) -> Completion {
        self.inline_again(offset, options, model, None, &mut Recall::default(), cancel)
    }

    /// The same for a document that was asked about before, with what other programs say.
    pub(crate) fn inline_again(
        &self,
        offset: usize,
        options: InlineOptions,
        model: &mut dyn LanguageModel,
        table: Option<&NgramTable>,
        recall: &mut Recall,
        cancel: &Cancel,
    ) -> Completion {
        let request = self.request(offset, options);
        let table = table.filter(|_| options.remembers);
        if !options.listens && table.is_none() {
            return suggest::complete(&request, model, cancel);
        }
        let mut count = |model: &dyn LanguageModel| recall.counts(&self.snapshot, offset, model);
        let document = options.listens.then_some(&mut count as CountDocument<'_>);
        suggest::complete(&request, &mut MixedModel::new(model).with_table(table).with_document(document), cancel)
    }

    /// Repositories of the training text that the text around `offset` repeats at length.
    pub fn origins(&self, offset: usize) -> Vec<suggest::Origin> {
        // More than any passage before and behind: a copied file is worth a line, not all of its passages.
        const AROUND: usize = 1500;
        let text = self.snapshot.text.to_string();
        let offset = document::position::floor(&self.snapshot.text, offset);
        let mut start = offset.saturating_sub(AROUND);
        while !text.is_char_boundary(start) {
            start += 1;
        }
        let mut end = text.len().min(offset + AROUND);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let mut found = crate::engine::origin_index().origins(&text[start..end]);
        found.retain(|origin| (origin.span.start..=origin.span.end).contains(&(offset - start)));
        for origin in &mut found {
            origin.span = origin.span.start + start..origin.span.end + start;
        }
        found
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
        // The board of the setting, with the macros of the environment that is built for it, if there is one.
        let same = |detected: &&Detected| detected.board == *board && !detected.defines.is_empty();
        let known = project.detected.iter().find(same).cloned().unwrap_or(Detected::new(board, None, DetectedBy::Setting, None));
        return vec![Detected { runtime: settings.runtime.clone(), by: DetectedBy::Setting, path: None, ..known }];
    }
    let mut detected = project.detected.clone();
    if !detected.iter().any(|known| known.by < DetectedBy::Comment)
        && let Some((board, _)) = snapshot.board_comment()
    {
        detected.insert(0, Detected::new(&board, None, DetectedBy::Comment, None));
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
