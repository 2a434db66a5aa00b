//! Choosing a file or a folder: a path that completes itself, and a list of what is there.

use super::editor::{Edited, Editor};
use crate::media::PictureFacts;
use crate::offer::FieldPath;
use crossterm::event::{KeyCode, KeyEvent};
use std::path::{Path, PathBuf};

/// What the file is for.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    /// A picture for this field.
    Picture(FieldPath),
    /// A picture from which all logos are made.
    Master,
    /// A bundle to open.
    Open,
    /// A folder into which the bundle is saved; and whether to leave afterwards.
    Save(bool),
    /// A folder or archive into which the package is exported; as a draft or not.
    Export(bool),
    /// A folder for the copy of the sample.
    Sample,
    /// A deployment manifest, to begin an offer with a module of it.
    Import,
}

impl Purpose {
    /// What the window is called.
    pub fn title(&self) -> &'static str {
        match self {
            Purpose::Picture(_) => "Choose a PNG file",
            Purpose::Master => "Make all logos from one picture: SVG, PNG, JPEG or WebP",
            Purpose::Open => "Open a bundle",
            Purpose::Save(_) => "Save the bundle into a folder",
            Purpose::Export(_) => "Export the package to a folder, or to NAME.zip",
            Purpose::Import => "Choose a deployment manifest",
            Purpose::Sample => "Put a copy of the sample into a folder",
        }
    }
}

/// One thing in a folder.
#[derive(Clone, Debug, PartialEq)]
pub struct FileEntry {
    /// Its name.
    pub name: String,
    /// Whether it is a folder.
    pub is_folder: bool,
    /// Whether it is a folder with an `offer.toml`.
    pub is_bundle: bool,
    /// What is known of the picture in it.
    pub picture: Option<PictureFacts>,
}

/// The window.
#[derive(Clone, Debug)]
pub struct FilePicker {
    /// What for.
    pub purpose: Purpose,
    /// The path that is typed; relative to `from`, absolute, or from `~`.
    pub input: Editor,
    /// The folder to which relative paths belong.
    pub from: PathBuf,
    /// The folder whose content is listed.
    pub listed: PathBuf,
    /// What is in it.
    pub entries: Vec<FileEntry>,
    /// The selected entry, if the person went into the list.
    pub selected: Option<usize>,
    /// What is wrong with the last wish.
    pub complaint: Option<String>,
}

impl FilePicker {
    /// A window that begins with a path.
    pub fn new(purpose: Purpose, from: PathBuf, start: &str) -> FilePicker {
        let mut picker = FilePicker {
            purpose,
            input: Editor::new(start, false, true),
            listed: from.clone(),
            from,
            entries: Vec::new(),
            selected: None,
            complaint: None,
        };
        picker.listed = picker.folder();
        picker
    }

    /// The path that is meant: the selected entry, or what is typed.
    pub fn path(&self) -> PathBuf {
        match self.selected.and_then(|selected| self.matching().get(selected).map(|entry| entry.name.clone())) {
            Some(name) => self.listed.join(name),
            None => self.typed(),
        }
    }

    /// What is typed, as a path: quotes of a dragged file taken away, `~` and relative paths filled up.
    pub fn typed(&self) -> PathBuf {
        let text = self.input.text();
        let text = unquoted(text.trim());
        if let Some(rest) = text.strip_prefix("~/").or_else(|| (text == "~").then_some(""))
            && let Some(home) = directories::BaseDirs::new()
        {
            return home.home_dir().join(rest);
        }
        self.from.join(text)
    }

    /// The folder in which the typed name lies.
    pub fn folder(&self) -> PathBuf {
        let text = self.input.text();
        let path = self.typed();
        if text.trim().is_empty() || text.ends_with(['/', std::path::MAIN_SEPARATOR]) {
            return path;
        }
        path.parent().map_or(path.clone(), Path::to_path_buf)
    }

    /// The entries whose name begins with what is typed behind the last `/`; all, where that is nothing.
    pub fn matching(&self) -> Vec<&FileEntry> {
        let text = self.input.text();
        let part = text.rsplit(['/', std::path::MAIN_SEPARATOR]).next().unwrap_or("").trim().to_lowercase();
        let begins: Vec<&FileEntry> = self.entries.iter().filter(|entry| entry.name.to_lowercase().starts_with(&part)).collect();
        if begins.is_empty() || self.selected.is_some() && part.is_empty() { self.entries.iter().collect() } else { begins }
    }

    /// Gives the window a key. `true` where the listed folder may be another now.
    pub fn key(&mut self, event: KeyEvent) -> bool {
        let last = self.matching().len().checked_sub(1);
        match event.code {
            KeyCode::Down => self.selected = last.map(|last| self.selected.map_or(0, |selected| (selected + 1).min(last))),
            KeyCode::Up => self.selected = self.selected.and_then(|selected| selected.checked_sub(1)),
            KeyCode::Tab => return self.complete(),
            _ => {
                if matches!(self.input.key(event), Edited::Typed(_) | Edited::Changed) {
                    self.selected = None;
                    self.complaint = None;
                    return true;
                }
            }
        }
        false
    }

    /// Takes over the selected entry, or as much as all matching names have in common.
    pub fn complete(&mut self) -> bool {
        let matching = self.matching();
        let name = match self.selected.and_then(|selected| matching.get(selected)) {
            Some(entry) => whole(entry),
            None => match matching.as_slice() {
                [] => return false,
                [only] => whole(only),
                several => common(several),
            },
        };
        let text = self.input.text();
        let kept = text.rfind(['/', std::path::MAIN_SEPARATOR]).map_or(0, |slash| slash + 1);
        let completed = format!("{}{name}", &text[..kept]);
        let changed = completed.len() > text.len() || self.selected.is_some();
        if changed {
            self.set_text(&completed);
        }
        changed
    }

    /// Types a path.
    pub fn set_text(&mut self, text: &str) {
        self.input = Editor::new(text, false, true);
        self.selected = None;
    }

    /// Goes into a folder of the list.
    pub fn enter(&mut self, folder: &Path) {
        let shown = folder.strip_prefix(&self.from).unwrap_or(folder).display().to_string();
        self.set_text(&format!("{shown}/"));
    }
}

fn whole(entry: &FileEntry) -> String {
    if entry.is_folder { format!("{}/", entry.name) } else { entry.name.clone() }
}

fn common(entries: &[&FileEntry]) -> String {
    let first: Vec<char> = entries[0].name.chars().collect();
    let same = |at: usize| entries.iter().all(|entry| entry.name.chars().nth(at) == Some(first[at]));
    first.iter().enumerate().take_while(|(at, _)| same(*at)).map(|(_, c)| *c).collect()
}

/// A path as terminals paste a dragged file: in quotes, or with backslashes before blanks.
fn unquoted(text: &str) -> String {
    for quote in ['\'', '"'] {
        if let Some(inner) = text.strip_prefix(quote).and_then(|text| text.strip_suffix(quote)) {
            return inner.to_string();
        }
    }
    if cfg!(windows) { text.to_string() } else { text.replace("\\ ", " ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::KeyModifiers;

    fn picker(text: &str) -> FilePicker {
        let entry = |name: &str, is_folder| FileEntry { name: name.into(), is_folder, is_bundle: false, picture: None };
        let mut picker = FilePicker::new(Purpose::Open, PathBuf::from("/home/ann"), text);
        picker.entries = vec![entry("logos", true), entry("logo-40.png", false), entry("readme", false)];
        picker
    }

    #[test]
    fn tab_completes_as_a_shell_does() {
        let mut picker = picker("l");
        picker.key(KeyEvent::new(KeyCode::Tab, KeyModifiers::NONE));
        assert_eq!(picker.input.text(), "logo");
        picker.key(KeyEvent::new(KeyCode::Char('s'), KeyModifiers::NONE));
        picker.key(KeyEvent::new(KeyCode::Tab, KeyModifiers::NONE));
        assert_eq!(picker.input.text(), "logos/");
        assert_eq!(picker.folder(), PathBuf::from("/home/ann/logos/"));
    }

    #[test]
    fn dragged_paths_are_understood() {
        assert_eq!(picker("'/tmp/my logo.png'").typed(), PathBuf::from("/tmp/my logo.png"));
        #[cfg(unix)]
        assert_eq!(picker("/tmp/my\\ logo.png ").typed(), PathBuf::from("/tmp/my logo.png"));
        assert_eq!(picker("x.png").typed(), PathBuf::from("/home/ann/x.png"));
    }
}
