//! An offer that is open: the document, what the rules say of it, and where the person is in it.

use super::editor::{Edited, Editor};
use super::page::{self, Focus, Item, Overview};
use crate::disk::bundle::Base;
use crate::disk::draft::Draft;
use crate::disk::lock::Lock;
use crate::offer::field::{Field, Kind};
use crate::offer::toml_text::EditRefused;
use crate::offer::{Attachment, Document, FieldPath, Instance, Offer, Reading, Value, set};
use crate::package::changes::{self, Changes};
use crate::package::names;
use crate::rules::{self, Finding};
use crossterm::event::KeyEvent;
use std::collections::HashMap;
use std::path::PathBuf;

/// An offer that is open.
#[derive(Debug)]
pub struct Workspace {
    /// The bundle's folder; none for an offer that was never saved.
    pub folder: Option<PathBuf>,
    /// The bundle's content.
    pub document: Document,
    /// The texts as they are on disk.
    pub base: Base,
    /// What the rules say.
    pub findings: Vec<Finding>,
    /// What the bundle suppresses.
    pub suppressed: Vec<rules::Suppressed>,
    /// The day on which the wizard was started: answers are noted with it.
    pub today: jiff::civil::Date,
    /// How far everything is.
    pub overview: Overview,
    /// Whether something is not saved.
    pub unsaved: bool,
    /// Whether nothing may be changed: another wizard has the bundle.
    pub read_only: bool,
    /// The page that is shown.
    pub page: usize,
    /// The plan that is shown.
    pub plan: usize,
    /// What has the focus.
    pub focus: Focus,
    /// The text of the focused field, while it is one that is typed.
    pub editor: Option<Editor>,
    /// Whether the focused long text fills the screen.
    pub full: bool,
    /// Whether the list of steps has the focus.
    pub in_steps: bool,
    /// How far the wheel moved the page away from the focus, in rows.
    pub scrolled: isize,
    /// Whether the preview stands in place of the form.
    pub preview: bool,
    /// The file of this offer's draft, where one can be kept.
    pub draft: Option<PathBuf>,
    /// Whether a draft of what is typed is on disk.
    pub draft_kept: bool,
    /// What was exported last, if anything is known.
    pub last_export: Option<crate::disk::exports::LastExport>,
    /// The focus that each page had last.
    last: Vec<Option<Focus>>,
    _lock: Option<Lock>,
}

impl Workspace {
    /// A workspace over a document.
    pub fn new(folder: Option<PathBuf>, document: Document, base: Base, lock: Option<Lock>) -> Workspace {
        let draft = crate::disk::draft::path(folder.as_deref()).ok();
        let mut workspace = Workspace {
            folder,
            document,
            base,
            findings: Vec::new(),
            suppressed: Vec::new(),
            today: crate::clock::today(),
            overview: Overview::default(),
            unsaved: false,
            read_only: false,
            page: 0,
            plan: 0,
            focus: Focus::Plan,
            editor: None,
            full: false,
            in_steps: false,
            scrolled: 0,
            preview: false,
            draft,
            draft_kept: false,
            last_export: None,
            last: vec![None; page::REVIEW + 1],
            _lock: lock,
        };
        workspace.judge();
        workspace.go_to_page(0);
        workspace
    }

    /// The offer, as it is read.
    pub fn offer(&self) -> Offer<'_> {
        Offer::new(&self.document)
    }

    /// What stands on the page.
    pub fn items(&self) -> Vec<Item> {
        page::items(self)
    }

    /// What changed since the last export, if there was one. Pictures are told apart by their sizes: the wizard has no digests of them.
    pub fn changes(&self) -> Option<Changes> {
        let last = self.last_export.as_ref()?;
        let sizes: HashMap<String, u64> = names::pictures(&self.document)
            .into_iter()
            .filter_map(|picture| match self.document.attachment(&picture.from) {
                Some(Attachment::Picture(facts)) => Some((picture.to, facts.bytes)),
                _ => None,
            })
            .collect();
        let digest_of = |name: &str| {
            let same = sizes.get(name)? == last.sizes.get(name)?;
            if same { last.earlier.pictures.get(name).cloned() } else { Some(String::new()) }
        };
        Some(changes::since(&last.earlier, &self.offer(), digest_of))
    }

    /// Judges the document anew.
    pub fn judge(&mut self) {
        let judgement = rules::judge(&self.document, None, self.today);
        self.findings = judgement.findings;
        self.suppressed = judgement.suppressed;
        self.overview = page::overview(&Offer::new(&self.document), &self.findings);
        self.unsaved = !self.document.imports().is_empty()
            || self
                .document
                .texts()
                .any(|(file, text)| self.base.get(file).is_none_or(|digest| *digest != crate::disk::digest(text.as_bytes())));
    }

    /// The focused field.
    pub fn field(&self) -> Option<Instance<'_>> {
        match &self.focus {
            Focus::Field(path) => self.offer().instance(path),
            _ => None,
        }
    }

    /// The findings of a field.
    pub fn findings_of<'a>(&'a self, path: &'a FieldPath) -> impl Iterator<Item = &'a Finding> {
        self.findings.iter().filter(move |finding| finding.field == *path)
    }

    /// Shows a page, with the focus that it had last.
    pub fn go_to_page(&mut self, page: usize) {
        self.remember();
        self.page = page.min(page::REVIEW);
        self.full = false;
        let items = self.items();
        let known = self.last[self.page].clone().filter(|focus| items.iter().any(|item| item.focus().as_ref() == Some(focus)));
        let fields_first = items
            .iter()
            .find(|item| matches!(item, Item::Field(..) | Item::Add(..)))
            .or_else(|| items.iter().find(|item| item.focus().is_some()));
        let focus = known.or_else(|| fields_first.and_then(Item::focus));
        self.set_focus(focus.unwrap_or(Focus::Plan));
    }

    /// Goes to a field, wherever it stands; to a list's first field or its adding line; to the review if it is nowhere.
    pub fn go_to(&mut self, path: &FieldPath) {
        self.in_steps = false;
        let Some(page) = page::page_of(path) else { return self.go_to_page(page::REVIEW) };
        if let (Some(plan), true) = (path.rows().first(), path.to_string().starts_with("plans")) {
            self.plan = (*plan).min(self.offer().count("plans").saturating_sub(1));
        }
        if page != self.page {
            self.go_to_page(page);
        }
        let focuses: Vec<Focus> = self.items().iter().filter_map(Item::focus).collect();
        let exact = focuses.iter().find(|focus| matches!(focus, Focus::Field(of) | Focus::Add(of) if of == path));
        let below = focuses.iter().find(|focus| matches!(focus, Focus::Field(of) if of.is_within(path)));
        // A row that is gone leads to its list.
        let list = focuses.iter().find(|focus| matches!(focus, Focus::Add(of) if path.is_within(of)));
        let focus = exact.or(below).or(list).or_else(|| focuses.iter().find(|focus| matches!(focus, Focus::Field(_))));
        if let Some(focus) = focus.cloned() {
            self.set_focus(focus);
        }
    }

    /// Gives the focus to something on the page.
    pub fn set_focus(&mut self, focus: Focus) {
        self.document.seal();
        self.scrolled = 0;
        self.focus = focus;
        self.remember();
        self.load_editor(true);
    }

    /// Moves the focus over the page; behind its last place begins the next page.
    pub fn move_focus(&mut self, forward: bool) {
        let focuses: Vec<Focus> = self.items().iter().filter_map(Item::focus).collect();
        let at = focuses.iter().position(|focus| *focus == self.focus);
        let next = match (at, forward) {
            (None, _) => focuses.first().cloned(),
            (Some(at), true) => focuses.get(at + 1).cloned(),
            (Some(at), false) => at.checked_sub(1).and_then(|at| focuses.get(at)).cloned(),
        };
        match next {
            Some(focus) => self.set_focus(focus),
            None if forward && self.page < page::REVIEW => {
                self.go_to_page(self.page + 1);
                let first = self.items().iter().find_map(Item::focus);
                self.set_focus(first.unwrap_or(Focus::Plan));
            }
            None if !forward && self.page > 0 => {
                self.go_to_page(self.page - 1);
                let last = self.items().iter().rev().find_map(Item::focus);
                self.set_focus(last.unwrap_or(Focus::Plan));
            }
            None => {}
        }
    }

    /// Goes to the next or previous finding behind the focus, over all pages.
    pub fn move_to_finding(&mut self, forward: bool) {
        if self.findings.is_empty() {
            return;
        }
        let here = match &self.focus {
            Focus::Field(path) | Focus::Add(path) => self.findings.iter().position(|finding| finding.field == *path),
            _ => None,
        };
        let count = self.findings.len();
        let next = match here {
            Some(at) => {
                let same = |number: &usize| self.findings[*number].field == self.findings[at].field;
                let order: Vec<usize> =
                    (1..=count).map(|step| if forward { (at + step) % count } else { (at + count - step) % count }).collect();
                order.into_iter().find(|number| !same(number)).unwrap_or(at)
            }
            None => self.finding_after_page(forward),
        };
        let path = self.findings[next].field.clone();
        self.full = false;
        self.go_to(&path);
    }

    fn finding_after_page(&self, forward: bool) -> usize {
        let page_of = |finding: &Finding| page::page_of(&finding.field).unwrap_or(page::REVIEW);
        let found = if forward {
            self.findings.iter().position(|finding| page_of(finding) >= self.page)
        } else {
            self.findings.iter().rposition(|finding| page_of(finding) <= self.page)
        };
        found.unwrap_or(0)
    }

    /// Takes the focused field's text into the editor, or none.
    pub fn load_editor(&mut self, at_end: bool) {
        self.editor = self.field().and_then(|instance| {
            let several_lines = matches!(instance.field.kind, Kind::Prose | Kind::TextFile(..)) || instance.text.contains('\n');
            let inline = is_typed(instance.field) || (self.full && matches!(instance.field.kind, Kind::TextFile(..)));
            let fits = crate::visible::can_be_edited_on_screen(&instance.text)
                && !matches!(instance.reading, Reading::Wrong("table" | "array of tables"));
            (inline && fits).then(|| Editor::new(&instance.text, several_lines, at_end))
        });
    }

    /// Gives a key to the text that is being edited, and puts what became of it into the document.
    pub fn key_to_editor(&mut self, event: KeyEvent) -> Result<Edited, EditRefused> {
        let Some(editor) = &mut self.editor else { return Ok(Edited::No) };
        let before = self.read_only.then(|| editor.clone());
        let edited = editor.key(event);
        if let (Some(before), Edited::Typed(_) | Edited::Changed) = (before, edited) {
            self.editor = Some(before);
            return Err(EditRefused("the bundle is open read-only; nothing was changed".to_string()));
        }
        match edited {
            Edited::Typed(c) => self.commit_editor(Some(c))?,
            Edited::Changed => self.commit_editor(None)?,
            Edited::Moved => self.document.seal(),
            Edited::No => {}
        }
        Ok(edited)
    }

    /// Puts the edited text into the document.
    pub fn commit_editor(&mut self, typed: Option<char>) -> Result<(), EditRefused> {
        let (Some(editor), Focus::Field(path)) = (&self.editor, self.focus.clone()) else { return Ok(()) };
        let text = editor.text();
        self.put(&path, &text, typed)
    }

    /// Puts a text into a field, as if it was typed there.
    pub fn put(&mut self, path: &FieldPath, text: &str, typed: Option<char>) -> Result<(), EditRefused> {
        self.change(|document| match crate::offer::steps::field(&path.pattern()) {
            Some(field) => set::put(document, field, path, text, typed),
            None => Err(EditRefused(format!("there is no field {path}"))),
        })
    }

    /// Changes the document, unless it is read-only, and judges it.
    pub fn change(&mut self, work: impl FnOnce(&mut Document) -> Result<(), EditRefused>) -> Result<(), EditRefused> {
        if self.read_only {
            return Err(EditRefused("the bundle is open read-only; nothing was changed".to_string()));
        }
        let result = work(&mut self.document);
        self.judge();
        result
    }

    /// Sets a choice, a flag or a set of choices.
    pub fn choose(&mut self, path: &FieldPath, value: Value) -> Result<(), EditRefused> {
        self.change(|document| document.set(path, &value, None))
    }

    /// Goes to the next or previous value of a choice, or turns a flag over.
    pub fn cycle(&mut self, forward: bool) -> Result<(), EditRefused> {
        let Some(instance) = self.field() else { return Ok(()) };
        let path = instance.path.clone();
        match instance.field.kind {
            Kind::Answer => {
                let day = if instance.is_empty() { self.today.to_string() } else { String::new() };
                self.choose(&path, Value::Text(day))
            }
            Kind::Flag => {
                let on = instance.reading == Reading::Value(Value::Flag(true));
                self.choose(&path, Value::Flag(!on))
            }
            Kind::Choice(_) | Kind::Category => {
                let choices = self.offer().choices(instance.field, &path);
                let at = choices.iter().position(|(value, _)| *value == instance.text);
                let count = choices.len().max(1);
                let next = match at {
                    Some(at) if forward => (at + 1) % count,
                    Some(at) => (at + count - 1) % count,
                    None => 0,
                };
                choices.get(next).map_or(Ok(()), |(value, _)| self.choose(&path, Value::Text(value.to_string())))
            }
            _ => Ok(()),
        }
    }

    /// The list in which the focus stands: its path, and the row, where it is in one.
    pub fn list_here(&self) -> Option<(FieldPath, Option<usize>)> {
        match &self.focus {
            Focus::Add(path) => Some((path.clone(), None)),
            Focus::Field(path) => self.offer().row_of(path).map(|(_, list, row)| (list, Some(row))),
            Focus::Plan | Focus::Button(super::keys::Action::AddRow) => Some((FieldPath::of("plans", &[]), Some(self.plan))),
            _ => None,
        }
    }

    /// The draft to keep, and the file for it; none where nothing would be lost, or where none can be kept.
    pub fn draft_to_keep(&self) -> Option<(Draft, PathBuf)> {
        let path = self.draft.clone().filter(|_| self.unsaved && !self.read_only)?;
        let place = match &self.focus {
            Focus::Field(path) => path.to_string(),
            _ => String::new(),
        };
        let folder = self.folder.as_deref().map(|folder| std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf()));
        Some((Draft::of(&self.document, folder.as_deref(), &self.base, &place), path))
    }

    /// Adds a row to the list around the focus and goes to its first field.
    pub fn add_row(&mut self) -> Result<(), EditRefused> {
        let Some((list, _)) = self.list_here() else { return Err(EditRefused("there is no list here".to_string())) };
        let mut row = 0;
        self.change(|document| {
            row = document.push_row(&list)?;
            Ok(())
        })?;
        self.go_to(&list.row(row));
        Ok(())
    }

    /// Removes the row around the focus.
    pub fn remove_row(&mut self) -> Result<(), EditRefused> {
        let Some((list, Some(row))) = self.list_here() else { return Err(EditRefused("there is no row here".to_string())) };
        self.change(|document| document.remove_row(&list, row))?;
        let left = self.offer().rows(&list);
        if list == FieldPath::of("plans", &[]) {
            self.plan = self.plan.min(left.saturating_sub(1));
        }
        if left == 0 {
            self.go_to(&list);
        } else {
            self.go_to(&list.row(row.min(left - 1)));
        }
        Ok(())
    }

    /// Moves the row around the focus up or down.
    pub fn move_row(&mut self, down: bool) -> Result<(), EditRefused> {
        let Some((list, Some(row))) = self.list_here() else { return Err(EditRefused("there is no row here".to_string())) };
        let first = if down { Some(row) } else { row.checked_sub(1) };
        let Some(first) = first.filter(|first| first + 1 < self.offer().rows(&list)) else { return Ok(()) };
        self.change(|document| document.swap_rows(&list, first))?;
        let target = if down { row + 1 } else { row - 1 };
        if list == FieldPath::of("plans", &[]) {
            self.plan = target;
        }
        let name = match &self.focus {
            Focus::Field(path) => path.to_string().rsplit('.').next().map(str::to_string),
            _ => None,
        };
        self.go_to(&match name {
            Some(name) => list.row(target).key(&name),
            None => list.row(target),
        });
        Ok(())
    }

    /// Shows another plan.
    pub fn show_plan(&mut self, forward: bool) {
        let plans = self.offer().count("plans").max(1);
        self.plan = if forward { (self.plan + 1) % plans } else { (self.plan + plans - 1) % plans };
        self.set_focus(Focus::Plan);
    }

    /// Takes the last change back, or does it again, and goes there.
    pub fn undo(&mut self, redo: bool) -> Result<(), EditRefused> {
        if self.read_only {
            return Err(EditRefused("the bundle is open read-only; nothing was changed".to_string()));
        }
        let (full, here) = (self.full, self.focus.clone());
        let place = if redo { self.document.redo() } else { self.document.undo() };
        let Some(place) = place else {
            return Err(EditRefused(if redo { "there is nothing to do again" } else { "there is nothing to undo" }.to_string()));
        };
        self.judge();
        self.plan = self.plan.min(self.offer().count("plans").saturating_sub(1));
        if here == Focus::Field(place.clone()) {
            self.full = full;
            self.load_editor(!full);
        } else {
            self.full = false;
            self.go_to(&place);
        }
        Ok(())
    }

    fn remember(&mut self) {
        let focus = self.focus.clone();
        if let Some(last) = self.last.get_mut(self.page) {
            *last = Some(focus);
        }
    }
}

/// Whether a field's text is typed where it stands on the page.
pub fn is_typed(field: &Field) -> bool {
    !matches!(
        field.kind,
        Kind::Choice(_)
            | Kind::Choices(_)
            | Kind::Category
            | Kind::Subcategories(_)
            | Kind::Flag
            | Kind::Answer
            | Kind::TextFile(..)
            | Kind::Picture(..)
    )
}
