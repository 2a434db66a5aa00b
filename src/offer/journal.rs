//! Undo and redo over the whole bundle: each step is a list of small replacements in its texts.

use super::path::FieldPath;

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

/// What one undo takes back.
#[derive(Clone, Debug)]
pub struct Step {
    /// The replacements, in the order in which they were made.
    pub edits: Vec<FileEdit>,
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
        if edits.is_empty() {
            return;
        }
        self.undone.clear();
        let starts_word = typed.is_none_or(char::is_whitespace);
        match self.done.last_mut() {
            Some(last) if last.open && last.place == *place && !starts_word => last.edits.extend(edits),
            _ => self.done.push(Step { edits, place: place.clone(), open: typed.is_some() }),
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
