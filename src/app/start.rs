//! The start page: new, open, sample, recent bundles, drafts.

use super::files::Purpose;
use super::keys::{self, Action};
use super::page::ago;
use super::popup;
use super::workspace::Workspace;
use super::{App, Effect};
use crate::disk::bundle::Base;
use crate::disk::draft::{self, Draft};
use crossterm::event::{KeyCode, KeyEvent};
use std::path::PathBuf;

/// One line of the start page.
#[derive(Clone, Debug)]
pub enum Start {
    /// A new offer.
    New,
    /// A new offer with the configuration of a deployed module.
    Import,
    /// A bundle on disk.
    Open,
    /// A copy of the sample.
    Sample,
    /// A draft that was not saved: its file, and what it holds.
    Draft(PathBuf, Box<Draft>),
    /// A bundle that was opened lately.
    Recent(PathBuf),
}

impl Start {
    /// What the line says, and a word more.
    pub fn words(&self) -> (String, String) {
        match self {
            Start::New => ("New offer".to_string(), "start with an empty form".to_string()),
            Start::Import => ("Import a deployed module".to_string(), "from a deployment manifest".to_string()),
            Start::Open => ("Open a bundle".to_string(), "a folder with an offer.toml".to_string()),
            Start::Sample => ("Look at a sample".to_string(), "a complete offer to read and to change".to_string()),
            Start::Draft(_, draft) => {
                let name =
                    draft.bundle.as_ref().map_or("A new offer, never saved".to_string(), |bundle| bundle.display().to_string());
                (name, format!("draft, {}", ago(draft.age().as_secs())))
            }
            Start::Recent(bundle) => (bundle.display().to_string(), String::new()),
        }
    }
}

/// The start page.
#[derive(Clone, Debug, Default)]
pub struct StartPage {
    /// Its lines.
    pub lines: Vec<Start>,
    /// The selected line.
    pub selected: usize,
    /// Whether the program was started for one bundle, and this page only stands behind a question about it.
    pub is_only_for_question: bool,
}

impl StartPage {
    /// The page as the state folder has it now.
    pub fn read() -> StartPage {
        let mut lines = vec![Start::New, Start::Import, Start::Open, Start::Sample];
        let drafts = draft::list();
        let has_draft = |bundle: &PathBuf| drafts.iter().any(|(_, draft)| draft.bundle.as_ref() == Some(bundle));
        let recent: Vec<PathBuf> = crate::disk::recent::list().into_iter().filter(|bundle| !has_draft(bundle)).collect();
        lines.extend(drafts.into_iter().map(|(path, draft)| Start::Draft(path, Box::new(draft))));
        lines.extend(recent.into_iter().map(Start::Recent));
        StartPage { lines, selected: 0, is_only_for_question: false }
    }
}

impl App {
    pub(super) fn key_to_start(&mut self, key: KeyEvent) -> Vec<Effect> {
        let count = self.start.lines.len().max(1);
        match key.code {
            KeyCode::Up | KeyCode::BackTab => self.start.selected = (self.start.selected + count - 1) % count,
            KeyCode::Down | KeyCode::Tab => self.start.selected = (self.start.selected + 1) % count,
            KeyCode::Home => self.start.selected = 0,
            KeyCode::End => self.start.selected = count - 1,
            KeyCode::Enter | KeyCode::Char(' ') => return self.choose_start_line(self.start.selected),
            KeyCode::Esc | KeyCode::Char('q') if App::is_plain(key) => return self.act_on_start(Action::Quit),
            KeyCode::Char('?') => return self.act_on_start(Action::Help),
            _ => return keys::action(key).map(|action| self.act_on_start(action)).unwrap_or_default(),
        }
        Vec::new()
    }

    /// The commands that mean something without an offer.
    pub(super) fn act_on_start(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Quit | Action::CopyOrQuit => {
                self.quitting = true;
                vec![Effect::Quit]
            }
            Action::Help | Action::Palette => {
                self.popups.push(popup::help());
                Vec::new()
            }
            Action::Suspend => vec![Effect::Suspend],
            Action::Enter => self.choose_start_line(self.start.selected),
            Action::StartPage => Vec::new(),
            _ => {
                self.say("Choose a line first: that needs an offer.");
                Vec::new()
            }
        }
    }

    pub(super) fn choose_start_line(&mut self, line: usize) -> Vec<Effect> {
        self.start.selected = line;
        match self.start.lines.get(line).cloned() {
            Some(Start::New) => {
                self.workspace = Some(new_offer());
                Vec::new()
            }
            Some(Start::Import) => self.ask_for_file(Purpose::Import),
            Some(Start::Open) => self.ask_for_file(Purpose::Open),
            Some(Start::Sample) => self.ask_for_file(Purpose::Sample),
            // A draft of a bundle is offered when the bundle is opened, with what it changes.
            Some(Start::Draft(path, draft)) => match (&draft.bundle, draft.bundle.as_ref().is_some_and(|bundle| bundle.is_dir()))
            {
                (Some(bundle), true) => vec![Effect::Open(bundle.clone())],
                _ => {
                    self.open_draft(&draft, None);
                    if let Some(workspace) = &mut self.workspace {
                        workspace.draft = Some(path);
                    }
                    Vec::new()
                }
            },
            Some(Start::Recent(bundle)) => vec![Effect::Open(bundle)],
            None => Vec::new(),
        }
    }
}

/// A new offer that holds something already: nothing of it is saved yet, and the plan is where it goes on.
pub fn offer_from(document: crate::offer::Document) -> Workspace {
    let mut workspace = Workspace::new(None, document, Base::new(), None);
    workspace.go_to(&crate::offer::FieldPath::of("plans[].id", &[0]));
    workspace
}

/// A new offer that has no folder yet.
pub fn new_offer() -> Workspace {
    let document = crate::starter::document();
    // What the starter holds is not yet something that a person would miss.
    let base: Base = crate::disk::bundle::base_of(&document);
    Workspace::new(None, document, base, None)
}
