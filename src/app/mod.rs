//! The wizard's state and how it changes: an [`Event`] comes in, [`App::update`] changes the state and gives [`Effect`]s,
//! whose outcomes come back as events. Nothing here draws or writes; every write is an effect.

pub mod editor;
pub mod files;
pub mod finder;
mod findings;
pub mod gallery;
mod input;
pub mod keys;
pub mod logos;
pub mod page;
pub mod popup;
pub mod route_tools;
mod saving;
pub mod start;
mod windows;
pub mod workspace;

use crate::disk::bundle::{Base, NotSaved};
use crate::disk::draft::{Draft, Found};
use crate::disk::exports::LastExport;
use crate::disk::lock::Lock;
use crate::media::PictureFacts;
use crate::offer::toml_text::EditRefused;
use crate::offer::{Attachment, Document, FieldPath, FileFault, Kind};
use crossterm::event::{KeyEvent, KeyEventKind, MouseEvent};
use files::{FileEntry, Purpose};
use keys::Action;
use page::Focus;
use popup::Popup;
use ratatui::layout::Rect;
use start::StartPage;
use std::path::PathBuf;
use workspace::Workspace;

/// What happens to the wizard.
#[derive(Debug)]
pub enum Event {
    /// A key was pressed.
    Key(KeyEvent),
    /// A text was pasted.
    Paste(String),
    /// The mouse did something.
    Mouse(MouseEvent),
    /// The terminal has another size: columns, rows.
    Resize(u16, u16),
    /// The time for keeping a draft has come.
    DraftDue,
    /// The process is asked to end, or its terminal is gone.
    Terminate,
    /// An effect is done.
    Done(Outcome),
}

/// What the wizard wants done outside of itself.
#[derive(Debug)]
pub enum Effect {
    /// Open a bundle; look for its draft; lock it.
    Open(PathBuf),
    /// Note a bundle among those that were opened last.
    NoteRecent(PathBuf),
    /// Write the sample into a folder, then open it.
    CopySample(PathBuf),
    /// Begin an offer with the configuration of a deployed module: the file, and the module where there are several.
    Import(PathBuf, Option<String>),
    /// List a folder.
    List(PathBuf),
    /// Look at the files that the document names.
    Attach(Vec<(String, Kind)>, Option<PathBuf>),
    /// Look at a picture that was chosen for a field.
    Probe(FieldPath, PathBuf),
    /// Decode pictures: the number of each, its path in the bundle, the file that a save would copy there; and the bundle's folder.
    Decode(Vec<(u64, String, Option<PathBuf>)>, Option<PathBuf>),
    /// Make all logos of a master, for this document in this folder.
    MakeLogos(logos::LogosWish, Box<Document>, Option<PathBuf>),
    /// Bring a picture to the wanted size, for this document in this folder.
    FitPicture(Box<logos::FitWindow>, Box<Document>, Option<PathBuf>),
    /// Keep a draft.
    KeepDraft(Box<Draft>, PathBuf),
    /// Forget a draft.
    ForgetDraft(PathBuf),
    /// Save: the document, its folder, what is known of the disk, whether to overwrite, whether to leave afterwards.
    Save(Box<Document>, PathBuf, Base, bool, bool),
    /// Export: the document, its folder, the target, as a draft or not.
    Export(Box<Document>, PathBuf, PathBuf, bool),
    /// Open a page in the browser: the document, its folder, which page, as a draft or not.
    OpenPage(Box<Document>, PathBuf, BrowserPage, bool),
    /// Edit a text in the person's own editor: a name for the file, and the text.
    ExternalEditor(String, String),
    /// Put a text on the clipboard.
    Copy(String),
    /// Take the mouse, or leave it to the terminal.
    Mouse(bool),
    /// Hand the terminal back for a while.
    Suspend,
    /// End.
    Quit,
}

/// A page of the package that the browser shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BrowserPage {
    /// The paste sheet.
    Sheet,
    /// The listing as customers will see it.
    Preview,
}

/// A bundle that was opened for the wizard.
#[derive(Debug)]
pub struct Opened {
    /// The bundle.
    pub bundle: crate::disk::bundle::Bundle,
    /// Our lock on it; none where another process has it, whose number follows.
    pub lock: Option<Lock>,
    /// The process that has it.
    pub held_by: Option<Option<u32>>,
    /// Its draft.
    pub draft: Found,
    /// How many fields the draft changes, by their labels.
    pub draft_changes: Vec<String>,
    /// What was exported of it last.
    pub last_export: Option<LastExport>,
}

/// What became of an effect.
#[derive(Debug)]
pub enum Outcome {
    /// A bundle was opened, or why not.
    Opened(Result<Box<Opened>, String>),
    /// A new offer with a deployed module's configuration, and what of it an offer has no place for; or why not.
    Imported(Result<(Box<Document>, Vec<String>), String>),
    /// A file holds several modules: one has to be chosen.
    Modules(PathBuf, Vec<String>),
    /// A folder's content, or why not.
    Listed(PathBuf, Result<Vec<FileEntry>, String>),
    /// Files that were looked at; texts with their digests.
    Attached(Vec<(String, Attachment)>),
    /// A picture that was looked at.
    Probed(FieldPath, PathBuf, Result<PictureFacts, FileFault>),
    /// Pictures that were decoded.
    Decoded(Vec<(u64, crate::media::Picture)>),
    /// The logos of a master with what people should know of them, or why there are none.
    LogosMade(logos::LogosWish, logos::MadeLogos),
    /// A picture in the wanted size, cropped and padded, or why not.
    Fitted(FieldPath, logos::FittedPicture),
    /// A draft was kept, or why not.
    DraftKept(Result<(), String>),
    /// Saved: the files that were written, and what is on disk now; whether to leave.
    Saved(Result<(Vec<String>, Base), NotSaved>, PathBuf, bool),
    /// Exported: where to, how many files, and what is the last export now.
    Exported(Result<(PathBuf, usize, Option<LastExport>), String>),
    /// A page was written for the browser: where, and why it could not be opened, if it could not.
    PageOpened(Result<(PathBuf, Option<String>), String>),
    /// The text as the person's own editor left it; `None` where it was not changed.
    Edited(Result<Option<String>, String>),
}

/// A word to the person in the last line, until something else is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The words.
    pub text: String,
    /// Whether something went wrong.
    pub is_error: bool,
}

/// What a click on a place of the screen means.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// A page in the list of steps.
    Page(usize),
    /// Something on the page.
    Focus(Focus),
    /// The text that is edited: the rows of the text that are shown there begin with this one.
    Text(usize),
    /// A line of a window.
    Line(usize),
    /// A command in the footer.
    Do(Action),
}

/// A picture that the terminal draws by its own graphics, over blank cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placement {
    /// The cells.
    pub area: Rect,
    /// The picture's number in the gallery.
    pub number: u64,
    /// The colour behind it.
    pub tile: crate::media::light::Rgb,
}

/// Where things are on the screen that was drawn last: for the mouse, and for moves by what is seen.
#[derive(Clone, Debug, Default)]
pub struct Regions {
    /// The places, later ones above earlier ones.
    pub targets: Vec<(Rect, Target)>,
    /// The pictures that the terminal draws itself.
    pub pictures: Vec<Placement>,
    /// The width of the edited text, in columns.
    pub text_width: u16,
    /// How many rows of the edited text are seen.
    pub text_height: u16,
    /// How many rows the page can be moved up and down from where the focus puts it.
    pub scroll_room: (isize, isize),
}

/// The wizard.
#[derive(Debug, Default)]
pub struct App {
    /// The offer that is open; none on the start page.
    pub workspace: Option<Workspace>,
    /// The start page.
    pub start: StartPage,
    /// The windows over the page, the topmost last.
    pub popups: Vec<Popup>,
    /// The last word to the person.
    pub message: Option<Message>,
    /// The pixels of pictures.
    pub gallery: gallery::Gallery,
    /// What was drawn last.
    pub regions: Regions,
    /// Whether the mouse is ours.
    pub mouse: bool,
    /// Whether something was typed since the last draft.
    pub draft_due: bool,
    /// Whether the wizard ends.
    pub quitting: bool,
    /// What was cut or copied here.
    clipboard: String,
    /// Whether the last key asked to leave: the second time it is done.
    asked_to_leave: bool,
    /// Whether a save is under way.
    saving: bool,
    /// Whether the save that is under way, or asked about, is followed by leaving.
    leaving: bool,
    /// Whether leaving the offer ends the program, or leads to the start page.
    quit_after_leaving: bool,
    /// A bundle that waits for an answer.
    waiting: Option<Box<Opened>>,
    /// The document of a revision whose files were asked for already.
    asked_for: Vec<String>,
}

impl App {
    /// A wizard on its start page.
    pub fn new(start: StartPage) -> App {
        App { start, mouse: true, ..App::default() }
    }

    /// A wizard with an offer open.
    pub fn with_workspace(workspace: Workspace) -> App {
        App { workspace: Some(workspace), mouse: true, ..App::default() }
    }

    /// Takes an event and gives what is to be done.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        let revision = self.workspace.as_ref().map(|workspace| workspace.document.revision());
        let mut effects = match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => self.key(key),
            Event::Key(_) => Vec::new(),
            Event::Paste(text) => self.paste(&text),
            Event::Mouse(mouse) => self.mouse(mouse),
            Event::Resize(..) => Vec::new(),
            Event::DraftDue => self.keep_draft(),
            Event::Terminate => self.leave_with_draft(true),
            Event::Done(outcome) => self.done(outcome),
        };
        if let Some(workspace) = &mut self.workspace
            && revision != Some(workspace.document.revision())
        {
            // An offer that was just opened has nothing to keep yet.
            if workspace.unsaved && revision.is_some() {
                self.draft_due = true;
                workspace.draft_kept = false;
            }
            let folder = workspace.folder.clone();
            let wanted: Vec<_> =
                workspace.document.wanted().into_iter().filter(|(file, _)| !self.asked_for.contains(file)).collect();
            if !wanted.is_empty() {
                self.asked_for.extend(wanted.iter().map(|(file, _)| file.clone()));
                effects.push(Effect::Attach(wanted, folder));
            }
        }
        effects.extend(self.want_pictures());
        effects
    }

    /// Says something in the last line.
    pub fn say(&mut self, text: impl Into<String>) {
        self.message = Some(Message { text: text.into(), is_error: false });
    }

    /// Says in the last line what went wrong.
    pub fn complain(&mut self, text: impl Into<String>) {
        self.message = Some(Message { text: text.into(), is_error: true });
    }

    /// Does what was asked for, wherever the wish came from.
    pub fn act(&mut self, action: Action) -> Vec<Effect> {
        if action == Action::Fix
            && let Some(effects) = self.fit_picture()
        {
            return effects;
        }
        let Some(workspace) = &mut self.workspace else { return self.act_on_start(action) };
        match action {
            Action::NextField => workspace.move_focus(true),
            Action::PreviousField => workspace.move_focus(false),
            Action::NextStep => workspace.go_to_page(workspace.page + 1),
            Action::PreviousStep => workspace.go_to_page(workspace.page.saturating_sub(1)),
            Action::GoToStep(page) => workspace.go_to_page(page),
            Action::NextFinding if workspace.findings.is_empty() => self.say("There are no findings."),
            Action::PreviousFinding if workspace.findings.is_empty() => self.say("There are no findings."),
            Action::NextFinding => workspace.move_to_finding(true),
            Action::PreviousFinding => workspace.move_to_finding(false),
            Action::TogglePreview => workspace.preview = !workspace.preview,
            Action::Enter => return self.enter(),
            Action::Back => return self.back(),
            Action::AddRow => return self.result(Workspace::add_row),
            Action::RemoveRow => return self.result(Workspace::remove_row),
            Action::RowUp => return self.result(|workspace| workspace.move_row(false)),
            Action::RowDown => return self.result(|workspace| workspace.move_row(true)),
            Action::Undo => return self.result(|workspace| workspace.undo(false)),
            Action::Redo => return self.result(|workspace| workspace.undo(true)),
            Action::MakeLogos => return self.make_logos(),
            Action::Fix => return self.fix(),
            Action::Suppress => match workspace.suppress() {
                Ok(rule) => self.say(format!("{rule} is suppressed here as soon as there is a reason: say it.")),
                Err(refused) => return self.refused(refused),
            },
            Action::Complete => return self.offer_completions(),
            Action::BuildRoute => return self.build_route(),
            Action::FormatJson => return self.result(|workspace| workspace.lay_out_json(true)),
            Action::MinifyJson => return self.result(|workspace| workspace.lay_out_json(false)),
            Action::ExternalEditor => return self.external_editor(),
            Action::SelectAll => {
                if let Some(editor) = &mut workspace.editor {
                    editor.select_all();
                }
            }
            Action::CopyOrQuit | Action::Cut | Action::Paste | Action::CopyField => return self.clipboard(action),
            Action::Find if workspace.editor.is_some() => self.popups.push(Popup::Find(editor::Editor::new("", false, true))),
            Action::Find | Action::Palette => self.popups.push(popup::palette(workspace)),
            Action::Help => self.popups.push(popup::help()),
            Action::Save => return self.save(false, false),
            Action::SaveAs => return self.ask_for_file(Purpose::Save(false)),
            Action::Export => return self.export(),
            Action::OpenSheet => return self.open_page(BrowserPage::Sheet),
            Action::OpenPreview => return self.open_page(BrowserPage::Preview),
            Action::StartPage | Action::Quit => return self.leave(action == Action::Quit),
            Action::ToggleMouse => {
                self.mouse = !self.mouse;
                self.say(if self.mouse {
                    "The mouse is ours again."
                } else {
                    "The mouse is your terminal's: select with it. F9 takes it back."
                });
                return vec![Effect::Mouse(self.mouse)];
            }
            Action::Suspend => {
                let mut effects = self.keep_draft();
                effects.push(Effect::Suspend);
                return effects;
            }
        }
        Vec::new()
    }

    /// Runs a change of the workspace and tells where it was refused.
    fn result(&mut self, work: impl FnOnce(&mut Workspace) -> Result<(), EditRefused>) -> Vec<Effect> {
        match self.workspace.as_mut().map_or(Ok(()), work) {
            Ok(()) => Vec::new(),
            Err(refused) => self.refused(refused),
        }
    }

    fn refused(&mut self, EditRefused(reason): EditRefused) -> Vec<Effect> {
        let mut letters = reason.chars();
        let reason = letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default();
        self.complain(format!("{reason}."));
        Vec::new()
    }

    fn committed(&mut self) -> Vec<Effect> {
        self.result(|workspace| workspace.commit_editor(None))
    }

    /// Enter: goes on from a line, opens what can be opened, does what is named.
    fn enter(&mut self) -> Vec<Effect> {
        let Some(workspace) = &mut self.workspace else { return Vec::new() };
        match workspace.focus.clone() {
            Focus::Plan => workspace.show_plan(true),
            Focus::Add(_) => return self.result(Workspace::add_row),
            Focus::Button(action) => return self.act(action),
            Focus::Finding(number) => {
                let path = workspace.findings.get(number).map(|finding| finding.field.clone()).unwrap_or_default();
                workspace.go_to(&path);
            }
            Focus::Change(_, path) => workspace.go_to(&path),
            Focus::Field(path) => match workspace.field().map(|instance| instance.field.kind) {
                Some(Kind::Flag | Kind::Answer) => return self.result(|workspace| workspace.cycle(true)),
                Some(Kind::Choice(_) | Kind::Category | Kind::Choices(_) | Kind::Subcategories(_)) => {
                    self.popups.extend(popup::choices(workspace));
                }
                Some(Kind::Picture(..)) => return self.ask_for_file(Purpose::Picture(path)),
                Some(Kind::TextFile(..)) => return self.open_text(),
                _ => workspace.move_focus(true),
            },
        }
        Vec::new()
    }

    /// Opens the focused text over the whole screen.
    fn open_text(&mut self) -> Vec<Effect> {
        let Some(workspace) = &mut self.workspace else { return Vec::new() };
        if let Some(instance) = workspace.field()
            && let Some(Attachment::Fault(fault)) = instance.attachment
            && *fault != FileFault::Missing
        {
            let words = format!("{} cannot be edited here: {}.", instance.file().unwrap_or(""), fault.words());
            self.complain(words);
            return Vec::new();
        }
        workspace.full = true;
        workspace.load_editor(false);
        if workspace.editor.is_none() {
            workspace.full = false;
            self.complain(
                "This text holds characters of private planes that cannot be edited here. Ctrl-E opens it in your own editor.",
            );
        }
        Vec::new()
    }

    /// Esc: one level back.
    fn back(&mut self) -> Vec<Effect> {
        let Some(workspace) = &mut self.workspace else { return Vec::new() };
        if workspace.full {
            workspace.full = false;
            workspace.load_editor(true);
        } else if workspace.preview {
            workspace.preview = false;
        } else {
            workspace.in_steps = true;
        }
        Vec::new()
    }

    fn external_editor(&mut self) -> Vec<Effect> {
        let Some(workspace) = &self.workspace else { return Vec::new() };
        let Some(instance) = workspace
            .field()
            .filter(|instance| workspace::is_typed(instance.field) || matches!(instance.field.kind, Kind::TextFile(..)))
        else {
            self.complain("The focus is on no text.");
            return Vec::new();
        };
        let extension = match instance.field.kind {
            Kind::TextFile(crate::offer::field::Language::Html, _) => "html",
            Kind::TextFile(crate::offer::field::Language::Json, _) | Kind::JsonValue => "json",
            _ => "txt",
        };
        let name = format!("{}.{extension}", instance.field.name());
        let text = instance.text.clone();
        let mut effects = self.keep_draft();
        effects.push(Effect::ExternalEditor(name, text));
        effects
    }
}

/// The name of a picker's folder when a bundle has none yet: where the program was started.
fn here() -> PathBuf {
    PathBuf::from(".")
}

#[cfg(test)]
mod tests;
