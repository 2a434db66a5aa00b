//! The bundle in memory: the text of `offer.toml` and of the files that it names, edited in place, with undo.

use super::attachment::{Attachment, FileFault};
use super::field::{Edition, Kind};
use super::journal::{FileEdit, Journal, PictureEdit, PictureState};
use super::path::FieldPath;
use super::steps;
use super::toml_text::{EditRefused, TomlFault, TomlText, Value};
use crate::media::PictureFacts;
use crate::rule::{Edit, Position};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// The file that makes a folder a bundle.
pub const OFFER_FILE: &str = "offer.toml";

/// The bundle in memory.
#[derive(Clone, Debug, Default)]
pub struct Document {
    toml: TomlText,
    attachments: BTreeMap<String, Attachment>,
    imports: BTreeMap<String, PathBuf>,
    replaces: BTreeMap<String, u64>,
    saves: u64,
    journal: Journal,
    revision: u64,
}

impl Document {
    /// A document over the text of an `offer.toml`; the files that it names are attached afterwards, see [`Document::wanted`].
    pub fn parse(offer_toml: String) -> Result<Document, TomlFault> {
        Ok(Document {
            toml: TomlText::parse(offer_toml)?,
            attachments: BTreeMap::new(),
            imports: BTreeMap::new(),
            replaces: BTreeMap::new(),
            saves: 0,
            journal: Journal::default(),
            revision: 0,
        })
    }

    /// The text of `offer.toml`.
    pub fn toml(&self) -> &TomlText {
        &self.toml
    }

    /// The edition that the offer names; Partner Center where it names none.
    pub fn edition(&self) -> Edition {
        match self.toml.node(&FieldPath::of("offer.edition", &[])) {
            Some(super::toml_text::Node::Value(value)) => value.as_str().and_then(Edition::parse).unwrap_or_default(),
            _ => Edition::default(),
        }
    }

    /// A number that grows with every change: two documents of one origin with the same revision are the same.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The files that `offer.toml` names and that are not attached yet, with the kind of the field that names them.
    pub fn wanted(&self) -> Vec<(String, Kind)> {
        let offer = super::Offer::new(self);
        let mut seen = BTreeSet::new();
        let mut wanted = Vec::new();
        for field in steps::fields().filter(|field| matches!(field.kind, Kind::TextFile(..) | Kind::Picture(..))) {
            for path in offer.instances(field.key) {
                let file = offer.text(&path);
                if !file.is_empty() && !self.attachments.contains_key(&file) && seen.insert(file.clone()) {
                    wanted.push((file, field.kind));
                }
            }
        }
        wanted
    }

    /// Says what is known of the file at `path` (as `offer.toml` has it). No change of the document.
    pub fn attach(&mut self, path: &str, attachment: Attachment) {
        self.attachments.insert(path.to_string(), attachment);
        self.revision += 1;
    }

    /// What is known of the file at `path`; `None` while nobody looked.
    pub fn attachment(&self, path: &str) -> Option<&Attachment> {
        self.attachments.get(path)
    }

    /// All files that were looked at.
    pub fn attachments(&self) -> &BTreeMap<String, Attachment> {
        &self.attachments
    }

    /// A picture outside the bundle that a save copies to `path`.
    pub fn import(&mut self, path: &str, from: PathBuf, facts: PictureFacts) {
        self.imports.insert(path.to_string(), from);
        self.attach(path, Attachment::Picture(facts));
    }

    /// Puts a picture at `path`, to be copied there by the next save, as a step for undo. `kept` is a copy of the file that lies there
    /// now, if one does: its content may be replaced, and undo brings it back.
    pub fn place(&mut self, path: &str, from: PathBuf, facts: PictureFacts, kept: Option<PathBuf>, field: &FieldPath) {
        let before = PictureState {
            attachment: self.attachments.get(path).cloned(),
            import: self.imports.get(path).cloned(),
            kept,
            saves: self.saves,
        };
        if let (Some(Attachment::Picture(facts)), None) = (&before.attachment, &before.import) {
            self.replaces.insert(path.to_string(), facts.digest);
        }
        let attachment = Some(Attachment::Picture(facts.clone()));
        let after = PictureState { attachment, import: Some(from.clone()), kept: Some(from.clone()), saves: self.saves };
        self.import(path, from, facts);
        let edit = PictureEdit { path: path.to_string(), before, after };
        self.journal.note_all(Vec::new(), vec![edit], field, None);
    }

    /// The number of the file that may be replaced at `path` by a save; see [`PictureFacts::digest`].
    pub fn may_replace(&self, path: &str) -> Option<u64> {
        self.replaces.get(path).copied()
    }

    /// All of them.
    pub fn replaces(&self) -> &BTreeMap<String, u64> {
        &self.replaces
    }

    /// Takes them over from a draft.
    pub fn set_replaces(&mut self, replaces: BTreeMap<String, u64>) {
        self.replaces = replaces;
    }

    fn restore_picture(&mut self, path: &str, state: &PictureState) {
        // A save has replaced what lay there: it comes back from its copy.
        let saved_since = self.saves != state.saves;
        let import = state.import.clone().or_else(|| state.kept.clone().filter(|_| saved_since));
        match (&import, &state.attachment) {
            // Nobody kept a copy: what lies there now is looked at anew.
            (None, _) if saved_since => drop(self.attachments.remove(path)),
            (_, None) => drop(self.attachments.remove(path)),
            (_, Some(attachment)) => drop(self.attachments.insert(path.to_string(), attachment.clone())),
        }
        match import {
            Some(from) => drop(self.imports.insert(path.to_string(), from)),
            None => drop(self.imports.remove(path)),
        }
        self.revision += 1;
    }

    /// The pictures that a save has to copy: path in the bundle, and where they are now.
    pub fn imports(&self) -> &BTreeMap<String, PathBuf> {
        &self.imports
    }

    /// Forgets the pictures to copy: they are copied.
    pub fn imports_done(&mut self) {
        for path in std::mem::take(&mut self.imports).into_keys() {
            if let Some(Attachment::Picture(facts)) = self.attachments.get(&path) {
                self.replaces.insert(path, facts.digest);
            }
        }
        self.saves += 1;
    }

    /// Every text of the bundle: `offer.toml` first, then the attached texts.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        let attached = self.attachments.iter().filter_map(|(path, attachment)| match attachment {
            Attachment::Text(text) => Some((path.as_str(), text.as_str())),
            _ => None,
        });
        std::iter::once((OFFER_FILE, self.toml.text())).chain(attached)
    }

    /// One text of the bundle.
    pub fn text_of(&self, file: &str) -> Option<&str> {
        if file == OFFER_FILE {
            return Some(self.toml.text());
        }
        match self.attachments.get(file) {
            Some(Attachment::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Puts a value at a path. `typed` is the letter that did it, if it was one: letters of one word are undone together.
    pub fn set(&mut self, path: &FieldPath, value: &Value, typed: Option<char>) -> Result<(), EditRefused> {
        let edits = self.change(|document| {
            let edit = document.toml.set(path, value)?;
            document.apply(OFFER_FILE, edit)
        })?;
        self.journal.note(edits, path, typed);
        Ok(())
    }

    /// Puts a text into the file that the field at `path` names; where it names none, `fresh_name` becomes its file.
    /// Line ends of the file are kept. Refused while the file is there but cannot be used.
    pub fn set_content(
        &mut self,
        path: &FieldPath,
        text: &str,
        fresh_name: &str,
        typed: Option<char>,
    ) -> Result<(), EditRefused> {
        let named = super::Offer::new(self).text(path);
        let edits = self.change(|document| {
            let mut edits = Vec::new();
            let file = if named.is_empty() { document.unused_name(fresh_name) } else { named.clone() };
            if named.is_empty() {
                let edit = document.toml.set(path, &Value::Text(file.clone()))?;
                edits.extend(document.apply(OFFER_FILE, edit)?);
            }
            let edit = match document.attachments.get(&file) {
                Some(Attachment::Text(old)) => edit_keeping_line_ends(old, text),
                Some(Attachment::Fault(FileFault::Missing)) | None => {
                    Edit { span: crate::rule::Span { start: 0, end: 0 }, text: text.to_string() }
                }
                Some(Attachment::Fault(fault)) => {
                    return Err(EditRefused(format!("{file} cannot be changed: {}", fault.words())));
                }
                Some(Attachment::Picture(_)) => return Err(EditRefused(format!("{file} is a picture"))),
            };
            edits.extend(document.apply(&file, edit)?);
            Ok(edits)
        })?;
        self.journal.note(edits, path, typed);
        Ok(())
    }

    /// Adds an empty row at the end of the list at `path` and gives its number.
    pub fn push_row(&mut self, path: &FieldPath) -> Result<usize, EditRefused> {
        let edits = self.change(|document| {
            let edit = document.toml.push_row(path)?;
            document.apply(OFFER_FILE, edit)
        })?;
        self.journal.note(edits, path, None);
        Ok(self.toml.rows(path).saturating_sub(1))
    }

    /// Removes a row with everything that belongs to it.
    pub fn remove_row(&mut self, path: &FieldPath, row: usize) -> Result<(), EditRefused> {
        let edits = self.toml.remove_row(path, row)?;
        self.apply_all(path, edits)
    }

    /// Exchanges a row and the row after it.
    pub fn swap_rows(&mut self, path: &FieldPath, row: usize) -> Result<(), EditRefused> {
        let edits = self.toml.swap_rows(path, row)?;
        self.apply_all(path, edits)
    }

    /// Applies edits of one text of the bundle, such as those of a fix, as one step. They are ordered by rising position.
    pub fn edit_text(&mut self, file: &str, mut edits: Vec<Edit>, place: &FieldPath) -> Result<(), EditRefused> {
        edits.reverse();
        let made = self.change(|document| {
            let mut made = Vec::new();
            for edit in edits {
                made.extend(document.apply(file, edit)?);
            }
            Ok(made)
        })?;
        self.journal.note(made, place, None);
        Ok(())
    }

    /// What is typed next is a step of its own for undo.
    pub fn seal(&mut self) {
        self.journal.seal();
    }

    /// Joins everything that is done by `work` into one step for undo.
    pub fn as_one_step(
        &mut self,
        place: &FieldPath,
        work: impl FnOnce(&mut Document) -> Result<(), EditRefused>,
    ) -> Result<(), EditRefused> {
        let before = self.clone();
        let outer = std::mem::take(&mut self.journal);
        if let Err(refused) = work(self) {
            *self = before;
            return Err(refused);
        }
        let inner = std::mem::replace(&mut self.journal, outer);
        let (edits, pictures) = inner.into_edits();
        if !edits.is_empty() || !pictures.is_empty() {
            self.journal.note_all(edits, pictures, place, None);
        }
        Ok(())
    }

    /// Takes the last step back and says where it was.
    pub fn undo(&mut self) -> Option<FieldPath> {
        let step = self.journal.undo()?;
        for edit in step.edits.iter().rev() {
            self.replay(&edit.inverse(), edit.created);
        }
        for picture in step.pictures.iter().rev() {
            self.restore_picture(&picture.path, &picture.before);
        }
        Some(step.place)
    }

    /// Does the last undone step again and says where it was.
    pub fn redo(&mut self) -> Option<FieldPath> {
        let step = self.journal.redo()?;
        for edit in &step.edits {
            self.replay(edit, false);
        }
        for picture in &step.pictures {
            self.restore_picture(&picture.path, &picture.after);
        }
        Some(step.place)
    }

    /// Whether there is something to undo, and something to redo.
    pub fn can_undo_redo(&self) -> (bool, bool) {
        self.journal.state()
    }

    /// Replaces the text of one file without a step for undo: a draft that is recovered, a file that changed on disk.
    pub fn replace_text(&mut self, file: &str, text: String) -> Result<(), TomlFault> {
        if file == OFFER_FILE {
            self.toml = TomlText::parse(text)?;
        } else {
            self.attachments.insert(file.to_string(), Attachment::Text(text));
        }
        self.revision += 1;
        Ok(())
    }

    fn apply_all(&mut self, place: &FieldPath, edits: Vec<Edit>) -> Result<(), EditRefused> {
        let made = self.change(|document| {
            // One parse at the end: the text between two edits need not be TOML.
            let mut text = document.toml.text().to_string();
            let mut made = Vec::new();
            for edit in edits {
                made.extend(minimal(OFFER_FILE, &text, &edit, false));
                text.replace_range(edit.span.range(), &edit.text);
            }
            document.toml = TomlText::parse(text).map_err(broken)?;
            document.revision += 1;
            Ok(made)
        })?;
        self.journal.note(made, place, None);
        Ok(())
    }

    /// Runs `work`; where it is refused half-way, nothing is changed.
    fn change(
        &mut self,
        work: impl FnOnce(&mut Document) -> Result<Vec<FileEdit>, EditRefused>,
    ) -> Result<Vec<FileEdit>, EditRefused> {
        let toml = self.toml.clone();
        let revision = self.revision;
        work(self).inspect_err(|_| {
            self.toml = toml;
            self.revision = revision;
        })
    }

    fn apply(&mut self, file: &str, edit: Edit) -> Result<Vec<FileEdit>, EditRefused> {
        let old = self.text_of(file);
        let created = old.is_none();
        let Some(made) = minimal(file, old.unwrap_or(""), &edit, created) else { return Ok(Vec::new()) };
        let mut text = old.unwrap_or("").to_string();
        text.replace_range(edit.span.range(), &edit.text);
        self.replace_text(file, text).map_err(broken)?;
        Ok(vec![made])
    }

    fn replay(&mut self, edit: &FileEdit, removes_file: bool) {
        if removes_file {
            self.attachments.insert(edit.file.clone(), Attachment::Fault(FileFault::Missing));
            self.revision += 1;
            return;
        }
        let mut text = self.text_of(&edit.file).unwrap_or("").to_string();
        let end = edit.at + edit.removed.len();
        if text.get(edit.at..end) == Some(edit.removed.as_str()) {
            text.replace_range(edit.at..end, &edit.inserted);
            // Both sides were TOML when the edit was made; where they are not, the text before stays.
            let _ = self.replace_text(&edit.file, text);
        }
    }

    /// `name`, or `name-2`, …: the first that no field names and no attached file has.
    pub fn unused_name(&self, name: &str) -> String {
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let taken = |candidate: &str| {
            matches!(self.attachments.get(candidate), Some(Attachment::Text(_) | Attachment::Picture(_)))
                || self.toml.text().contains(&format!("\"{candidate}\""))
        };
        std::iter::once(name.to_string())
            .chain((2..).map(|number| format!("{stem}-{number}.{extension}")))
            .find(|candidate| !taken(candidate))
            .unwrap_or_default()
    }
}

impl Journal {
    fn into_edits(mut self) -> (Vec<FileEdit>, Vec<PictureEdit>) {
        let mut steps = Vec::new();
        while let Some(step) = self.undo() {
            steps.push(step);
        }
        let (mut edits, mut pictures) = (Vec::new(), Vec::new());
        for step in steps.into_iter().rev() {
            edits.extend(step.edits);
            pictures.extend(step.pictures);
        }
        (edits, pictures)
    }
}

impl std::fmt::Display for TomlFault {
    /// The rest of a sentence that begins with the file's name.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Position { line, column } = self.position;
        let text = crate::visible::on_one_line(&self.line);
        // A caret under a very long line helps nobody.
        let (shown, caret) = if text.chars().count() > 120 {
            (text.chars().take(120).collect::<String>() + "…", None)
        } else {
            (text, Some(column))
        };
        write!(f, "line {line}, column {column}: {}\n  |\n{line} | {shown}", self.message)?;
        match caret {
            Some(column) => write!(f, "\n  | {}^", " ".repeat(column.saturating_sub(1))),
            None => Ok(()),
        }
    }
}

fn broken(fault: TomlFault) -> EditRefused {
    EditRefused(format!("offer.toml would be damaged by this change, so it was not made ({})", fault.message))
}

/// The smallest replacement that has the effect of `edit`; `None` where it has none.
fn minimal(file: &str, old: &str, edit: &Edit, created: bool) -> Option<FileEdit> {
    let removed = &old[edit.span.range()];
    if removed == edit.text && !created {
        return None;
    }
    let prefix = common_prefix(removed, &edit.text);
    let suffix = common_suffix(&removed[prefix..], &edit.text[prefix..]);
    Some(FileEdit {
        file: file.to_string(),
        at: edit.span.start + prefix,
        removed: removed[prefix..removed.len() - suffix].to_string(),
        inserted: edit.text[prefix..edit.text.len() - suffix].to_string(),
        created,
    })
}

fn common_prefix(a: &str, b: &str) -> usize {
    let same = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    a.floor_char_boundary(same).min(b.floor_char_boundary(same))
}

fn common_suffix(a: &str, b: &str) -> usize {
    let mut same = a.bytes().rev().zip(b.bytes().rev()).take_while(|(a, b)| a == b).count();
    while !a.is_char_boundary(a.len() - same) || !b.is_char_boundary(b.len() - same) {
        same -= 1;
    }
    same
}

/// The edit that makes `new` (line ends LF) of `old`, touching only what differs; `old`'s line ends and byte order mark stay.
fn edit_keeping_line_ends(old: &str, new: &str) -> Edit {
    let body = old.strip_prefix('\u{feff}').unwrap_or(old);
    let mark = old.len() - body.len();
    let plain = body.replace("\r\n", "\n");
    let prefix = common_prefix(&plain, new);
    let suffix = common_suffix(&plain[prefix..], &new[prefix..]);
    let start = mark + raw_offset(body, prefix);
    let end = mark + raw_offset(body, plain.len() - suffix);
    let newline = if body.find('\n').is_some_and(|at| body[..at].ends_with('\r')) { "\r\n" } else { "\n" };
    Edit { span: crate::rule::Span { start, end }, text: new[prefix..new.len() - suffix].replace('\n', newline) }
}

/// Where byte `offset` of the text with LF line ends stands in `raw`.
fn raw_offset(raw: &str, offset: usize) -> usize {
    let mut plain = 0;
    let bytes = raw.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        if plain == offset && !(*byte == b'\n' && at > 0 && bytes[at - 1] == b'\r') {
            return at;
        }
        if !(*byte == b'\r' && bytes.get(at + 1) == Some(&b'\n')) {
            plain += 1;
        }
    }
    raw.len()
}
