//! From the name of a board to a target, kept: an edit must not merge tables anew.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use boards::{Overlay, ProjectPart, RuntimeKind, Tables, Target, TargetError};
use document::Language;

use crate::Settings;
use crate::host::Others;
use crate::unknown_board_line;
use crate::user_data::{UserTables, user_tables};

/// A target and what must be said about it, or what is wrong: one line for the user.
type Found = Result<(Arc<Target>, Option<String>), String>;

/// What is wrong, one line each, and the tables that a project sees.
type Seen = (Vec<String>, Arc<Tables>);

/// Finds targets.
#[derive(Debug)]
pub(crate) struct Targets {
    user: UserTables,
    /// Tables by the board files that a project brings.
    projects: HashMap<Vec<PathBuf>, Seen>,
    found: HashMap<Wanted, Found>,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Wanted {
    /// A board's name, or the path of a board's file.
    pub(crate) board: String,
    pub(crate) kind: RuntimeKind,
    pub(crate) runtime: Option<String>,
    /// Board files of the project.
    pub(crate) files: Vec<PathBuf>,
    /// Libraries whose declarations are added, by [`ShelfCode::id`].
    pub(crate) shelves: Vec<u64>,
    /// The program whose declarations are added, by [`OwnCode::id`](crate::project::code::OwnCode::id).
    pub(crate) own: Option<u64>,
    /// Which of the program's files is looking: it does not see what itself declares.
    pub(crate) file: Option<usize>,
}

impl Wanted {
    /// A board for a document that can use what `others` declare.
    pub(crate) fn new(board: &str, kind: RuntimeKind, runtime: Option<&str>, files: &[PathBuf], others: &Others) -> Self {
        Self {
            board: board.to_owned(),
            kind,
            runtime: runtime.map(str::to_owned),
            files: files.to_vec(),
            shelves: others.shelves.iter().map(|shelf| shelf.id).collect(),
            own: others.own.as_ref().map(|own| own.id),
            file: others.place,
        }
    }
}

impl Targets {
    pub(crate) fn new(data: Option<&Path>) -> Self {
        Self { user: user_tables(data), projects: HashMap::new(), found: HashMap::new() }
    }

    /// Files may have changed: nothing that was read of them counts any more.
    pub(crate) fn forget(&mut self, data: Option<&Path>) {
        *self = Self::new(data);
    }

    /// Projects were read anew: what was read of them before, and is not among `own`, is no longer asked for.
    pub(crate) fn keep_own(&mut self, own: &[u64]) {
        self.found.retain(|wanted, _| wanted.own.is_none_or(|id| own.contains(&id)));
    }

    /// A document was closed, which nobody looks from any more.
    pub(crate) fn forget_file(&mut self, own: u64, file: usize) {
        self.found.retain(|wanted, _| wanted.own != Some(own) || wanted.file != Some(file));
    }

    /// What is wrong with the user's data.
    pub(crate) fn problems(&self) -> &[String] {
        &self.user.problems
    }

    /// The tables with these board files on them, and what is wrong with the files.
    pub(crate) fn tables(&mut self, files: &[PathBuf]) -> &Seen {
        self.projects.entry(files.to_vec()).or_insert_with_key(|files| with_board_files(&self.user.tables, files))
    }

    /// The target, falling back to the board's default runtime when the wanted one is not in the tables.
    pub(crate) fn target(&mut self, wanted: Wanted, others: &Others) -> Found {
        if let Some(found) = self.found.get(&wanted) {
            return found.clone();
        }
        // One layer at a time: documents share the libraries, and everybody the board.
        let found = if let (Some(own), Some(file)) = (&others.own, wanted.file) {
            let below = self.target(Wanted { file: None, ..wanted.clone() }, others);
            below.map(|(target, notice)| (Arc::new(target.without(&own.shared, file)), notice))
        } else if let (Some(own), Some(_)) = (&others.own, wanted.own) {
            let below = self.target(Wanted { own: None, ..wanted.clone() }, others);
            below.map(|(target, notice)| (Arc::new(target.with_project(std::slice::from_ref(own.shared.part()))), notice))
        } else if !wanted.shelves.is_empty() {
            let below = self.target(Wanted { shelves: Vec::new(), ..wanted.clone() }, others);
            let language = match wanted.kind {
                RuntimeKind::Arduino => Language::Arduino,
                RuntimeKind::MicroPython => Language::MicroPython,
            };
            let parts: Vec<ProjectPart> = others.shelves.iter().flat_map(|shelf| shelf.parts(language)).cloned().collect();
            below.map(|(target, notice)| (Arc::new(target.with_project(&parts)), notice))
        } else {
            self.plain(&wanted).map(|(target, notice)| (Arc::new(target), notice))
        };
        self.found.insert(wanted, found.clone());
        found
    }

    fn plain(&mut self, wanted: &Wanted) -> Result<(Target, Option<String>), String> {
        let named = is_board_file(&wanted.board).then(|| PathBuf::from(&wanted.board));
        let mut files = wanted.files.clone();
        files.extend(named.clone().filter(|file| !wanted.files.contains(file)));
        let (problems, tables) = self.tables(&files).clone();
        let runtime = wanted.runtime.as_deref();
        let Some(file) = named else { return target_or_nearest(&tables, &wanted.board, wanted.kind, runtime) };
        if let Some(id) = tables.board_of_file(&file) {
            return target_or_nearest(&tables, &id, wanted.kind, runtime);
        }
        let said = problems.into_iter().find(|line| line.starts_with(&*file.to_string_lossy()));
        Err(said.unwrap_or_else(|| format!("{}: there is no such board file", file.display())))
    }
}

/// The tables for a board that a person names, with the user's data, and its identifier in them.
///
/// # Errors
/// One line: the board's file is wrong. That a name is unknown is found by asking the tables.
pub fn tables_for(settings: &Settings, board: &str) -> Result<(Arc<Tables>, String), String> {
    let user = user_tables(settings.data_folder().as_deref());
    if !is_board_file(board) {
        return Ok((user.tables, board.to_owned()));
    }
    let file = PathBuf::from(board);
    let (mut problems, tables) = with_board_files(&user.tables, std::slice::from_ref(&file));
    let id = tables.board_of_file(&file);
    id.map(|id| (tables, id)).ok_or_else(|| problems.pop().unwrap_or_else(|| format!("{board}: there is no such board file")))
}

/// Whether a board is named by the path of a file that describes it.
pub fn is_board_file(board: &str) -> bool {
    Path::new(board).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"))
}

/// Tables with board files on them, the first lowest, and what is wrong with the files.
pub fn with_board_files(base: &Arc<Tables>, files: &[PathBuf]) -> (Vec<String>, Arc<Tables>) {
    let mut tables = Arc::clone(base);
    let mut problems = Vec::new();
    for file in files {
        match Overlay::read_board(file, &tables) {
            Ok(overlay) => tables = Arc::new(Tables::with_overlay(tables, overlay)),
            Err(error) => problems.push(error.to_string()),
        }
    }
    (problems, tables)
}

/// # Errors
/// One line for the user: the board is unknown, or nothing of this language runs on it.
fn target_or_nearest(tables: &Tables, board: &str, kind: RuntimeKind, runtime: Option<&str>) -> Result<(Target, Option<String>), String> {
    match tables.target(board, kind, runtime) {
        Ok(target) => Ok((target, None)),
        Err(TargetError::UnknownBoard(unknown)) => Err(unknown_board_line(&unknown)),
        Err(TargetError::NoRuntime { board: id, wanted, available }) => {
            if let Ok(target) = tables.target(board, kind, None) {
                let notice = format!(
                    "the tables have no {wanted} for {id}; judged as {} (known: {})",
                    target.runtime.coordinate(),
                    available.join(", ")
                );
                Ok((target, Some(notice)))
            } else {
                let language = match kind {
                    RuntimeKind::Arduino => "Arduino core",
                    RuntimeKind::MicroPython => "MicroPython port",
                };
                Err(format!("no {language} is known for {id}; it runs {}", available.join(", ")))
            }
        }
    }
}
