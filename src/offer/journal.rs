//! Undo and redo over the whole bundle: each step is a list of small replacements in its texts.

use super::attachment::Attachment;
use super::path::FieldPath;
use std::path::PathBuf;

/// One replacement in one file of the bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEdit {
    /// The file's path in the bundle.
    pub file: String,
    /// The byte where it begins.
    pub at: usize,
    /// What stood there.
    pub removed: String,
    /// What stands there now.
    pub inserted: String,
    /// Whether the edit made the file.
    pub created: bool,
}

impl FileEdit {
    /// The edit that takes this one back.
    pub fn inverse(&self) -> FileEdit {
        FileEdit { removed: self.inserted.clone(), inserted: self.removed.clone(), ..self.clone() }
    }
}

/// What is known of a picture at one time: what it is, and the file that a save copies to its place.
#[derive(Clone, Debug, PartialEq)]
pub struct PictureState {
    /// What is known of it; `None` where nobody looked.
    pub attachment: Option<Attachment>,
    /// The file that a save copies to its place; `None` where it lies there already.
    pub import: Option<PathBuf>,
    /// A copy of the file that lay there, for the case that a save replaced it.
    pub kept: Option<PathBuf>,
    /// How many saves had happened.
    pub saves: u64,
}

/// One picture of the bundle in place of another, or of none.
#[derive(Clone, Debug, PartialEq)]
pub struct PictureEdit {
    /// Its path in the bundle.
    pub path: String,
    /// What was there.
    pub before: PictureState,
    /// What is there now.
    pub after: PictureState,
}

/// What one undo takes back.
#[derive(Clone, Debug)]
pub struct Step {
    /// The replacements, in the order in which they were made.
    pub edits: Vec<FileEdit>,
    /// The pictures that were replaced.
    pub pictures: Vec<PictureEdit>,
    /// The place that was changed: where undo leads.
    pub place: FieldPath,
    /// Whether the next letter typed at the same place belongs to the same step.
    open: bool,
}

/// The steps that can be undone, and those that can be done again.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl Journal {
    /// Notes edits that were made. `typed` text at the same place joins the step before until [`Journal::seal`], or a new word.
    pub fn note(&mut self, edits: Vec<FileEdit>, place: &FieldPath, typed: Option<char>) {
        if !edits.is_empty() {
            self.note_all(edits, Vec::new(), place, typed);
        }
    }

    /// The same with pictures that were replaced.
    pub fn note_all(&mut self, edits: Vec<FileEdit>, pictures: Vec<PictureEdit>, place: &FieldPath, typed: Option<char>) {
        self.undone.clear();
        let starts_word = typed.is_none_or(char::is_whitespace);
        match self.done.last_mut() {
            Some(last) if last.open && last.place == *place && !starts_word => last.edits.extend(edits),
            _ => self.done.push(Step { edits, pictures, place: place.clone(), open: typed.is_some() }),
        }
    }

    /// Closes the current step: what is typed next is a step of its own.
    pub fn seal(&mut self) {
        if let Some(last) = self.done.last_mut() {
            last.open = false;
        }
    }

    /// The step to take back.
    pub fn undo(&mut self) -> Option<Step> {
        let step = self.done.pop()?;
        self.undone.push(step.clone());
        self.seal();
        Some(step)
    }

    /// The step to do again.
    pub fn redo(&mut self) -> Option<Step> {
        let step = self.undone.pop()?;
        self.done.push(step.clone());
        self.seal();
        Some(step)
    }

    /// Whether there is something to undo, and something to redo.
    pub fn state(&self) -> (bool, bool) {
        (!self.done.is_empty(), !self.undone.is_empty())
    }
}
