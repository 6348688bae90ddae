//! The mutable side: open documents and what their projects say. One owner, never shared.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use document::{BadEdit, Document, Language, Span};

use crate::project::{Project, language_of};
use crate::stamp::Stamp;
use crate::{Analysis, Settings};

/// Open documents, settings, and the projects that they belong to.
#[derive(Debug)]
pub struct Host {
    settings: Arc<Settings>,
    documents: HashMap<PathBuf, OpenDocument>,
    /// Detection results by folder; forgotten when a project file changes.
    projects: HashMap<PathBuf, Arc<Project>>,
    /// What the project files looked like when they were read, by folder.
    stamps: HashMap<PathBuf, Stamp>,
}

#[derive(Debug)]
struct OpenDocument {
    document: Document,
    client_version: i32,
}

impl Host {
    /// A host without documents.
    pub fn new(settings: Settings) -> Self {
        Self { settings: Arc::new(settings), documents: HashMap::new(), projects: HashMap::new(), stamps: HashMap::new() }
    }

    /// Current settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Replaces the settings; diagnostics must be computed again by the caller.
    pub fn set_settings(&mut self, settings: Settings) {
        self.settings = Arc::new(settings);
        self.projects.clear();
    }

    /// Opens a document, or replaces its text. Returns false when the file is not in a language
    /// that Boardwise reads (then nothing is kept). `language` overrides detection.
    pub fn open(&mut self, path: &Path, text: &str, version: i32, language: Option<Language>) -> bool {
        let Some(language) = language.or_else(|| language_of(path, text)) else {
            return false;
        };
        let document = Document::new(text, language);
        self.documents.insert(path.to_path_buf(), OpenDocument { document, client_version: version });
        true
    }

    /// Applies one edit.
    ///
    /// # Errors
    /// [`BadEdit`] when the range does not fit the text or the document is not open; the text is then unchanged.
    pub fn edit(&mut self, path: &Path, span: Span, text: &str, version: i32) -> Result<(), BadEdit> {
        let open = self.documents.get_mut(path).ok_or(BadEdit)?;
        open.document.edit(span, text)?;
        open.client_version = version;
        Ok(())
    }

    /// Forgets a document.
    pub fn close(&mut self, path: &Path) {
        self.documents.remove(path);
    }

    /// Paths of all open documents, sorted.
    pub fn open_paths(&self) -> Vec<PathBuf> {
        let mut paths: Vec<_> = self.documents.keys().cloned().collect();
        paths.sort();
        paths
    }

    /// The client's version of a document.
    pub fn version(&self, path: &Path) -> Option<i32> {
        self.documents.get(path).map(|open| open.client_version)
    }

    /// A file of the project changed on disk: detection starts anew.
    pub fn project_changed(&mut self) {
        self.projects.clear();
        self.stamps.clear();
    }

    /// Looks whether project files came, went or changed since they were read; if so, detection
    /// starts anew. For clients that do not watch files.
    pub fn look_at_projects(&mut self) -> bool {
        let is_changed = self.stamps.iter().any(|(folder, stamp)| Stamp::of(folder) != *stamp);
        if is_changed {
            self.project_changed();
        }
        is_changed
    }

    /// An immutable view of a document with its targets.
    pub fn analysis(&mut self, path: &Path) -> Option<Analysis> {
        let open = self.documents.get(path)?;
        let snapshot = open.document.snapshot();
        let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
        if !self.projects.contains_key(&folder) {
            self.stamps.insert(folder.clone(), Stamp::of(&folder));
        }
        let project = self.projects.entry(folder).or_insert_with_key(|folder| Arc::new(Project::detect(folder)));
        Some(Analysis::new(path.to_path_buf(), snapshot, project, Arc::clone(&self.settings)))
    }
}
