//! A list in which a person finds something by typing a part of it: help, palette, choices.

use super::editor::{Edited, Editor};
use crossterm::event::{KeyCode, KeyEvent};

/// A list that is searched by typing, whatever its lines mean.
pub trait Searchable {
    /// Gives the list a key: arrows select, letters filter. `false` where the key is not for it.
    fn key(&mut self, event: KeyEvent) -> bool;
    /// Moves the selection, as the wheel does.
    fn scroll(&mut self, rows: isize);
    /// Types a text, as a paste does.
    fn insert(&mut self, text: &str);
    /// Selects a line among those that match.
    fn select(&mut self, line: usize);
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<T> {
    /// What it is.
    pub label: String,
    /// More about it, in a quieter tone.
    pub detail: String,
    /// The key that does the same, or a mark.
    pub key: String,
    /// What choosing it means.
    pub value: T,
}

/// A list with an input line.
#[derive(Clone, Debug)]
pub struct Finder<T> {
    /// What is typed.
    pub input: Editor,
    /// Everything that could be found.
    pub entries: Vec<Entry<T>>,
    /// The selected line among those that match.
    pub selected: usize,
}

impl<T: Clone> Finder<T> {
    /// A list of everything.
    pub fn new(entries: Vec<Entry<T>>) -> Finder<T> {
        Finder { input: Editor::new("", false, true), entries, selected: 0 }
    }

    /// The entries that hold every typed word, in label, detail or key; those whose label begins with it first.
    pub fn matching(&self) -> Vec<&Entry<T>> {
        let typed = self.input.text().to_lowercase();
        let words: Vec<&str> = typed.split_whitespace().collect();
        let mut found: Vec<&Entry<T>> = self
            .entries
            .iter()
            .filter(|entry| {
                let all = format!("{} {} {}", entry.label, entry.detail, entry.key).to_lowercase();
                words.iter().all(|word| all.contains(word))
            })
            .collect();
        found.sort_by_key(|entry| !words.first().is_some_and(|word| entry.label.to_lowercase().starts_with(word)));
        found
    }

    /// The selected entry.
    pub fn current(&self) -> Option<&Entry<T>> {
        self.matching().get(self.selected).copied()
    }
}

impl<T: Clone> Searchable for Finder<T> {
    fn scroll(&mut self, rows: isize) {
        let last = self.matching().len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(rows).min(last);
    }

    fn key(&mut self, event: KeyEvent) -> bool {
        let last = self.matching().len().saturating_sub(1);
        match event.code {
            KeyCode::Up => self.selected = self.selected.min(last).saturating_sub(1),
            KeyCode::Down => self.selected = (self.selected + 1).min(last),
            KeyCode::PageUp => self.selected = self.selected.min(last).saturating_sub(10),
            KeyCode::PageDown => self.selected = (self.selected + 10).min(last),
            _ => match self.input.key(event) {
                Edited::No => return false,
                Edited::Moved => {}
                Edited::Typed(_) | Edited::Changed => self.selected = 0,
            },
        }
        true
    }

    fn insert(&mut self, text: &str) {
        self.input.insert(text);
        self.selected = 0;
    }

    fn select(&mut self, line: usize) {
        self.selected = line;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::KeyModifiers;

    #[test]
    fn typing_narrows_and_arrows_stay_within() {
        let entry =
            |label: &str| Entry { label: label.into(), detail: String::new(), key: String::new(), value: label.to_string() };
        let mut finder = Finder::new(vec![entry("Save the bundle"), entry("Search"), entry("Go to Media")]);
        for c in "sea".chars() {
            finder.key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
        }
        assert_eq!(finder.matching().len(), 1);
        finder.key(KeyEvent::new(KeyCode::Down, KeyModifiers::NONE));
        assert_eq!(finder.current().unwrap().value, "Search");
        finder.key(KeyEvent::new(KeyCode::Char('x'), KeyModifiers::NONE));
        assert!(finder.current().is_none());
    }
}
