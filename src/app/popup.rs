//! Windows over the page: help, palette, choices, files, questions, find.

use super::editor::Editor;
use super::files::FilePicker;
use super::finder::{Entry, Finder, Searchable};
use super::keys::{self, Action, KEYMAP};
use super::logos::{FitWindow, LogosWindow};
use super::page;
use super::route_tools::RouteBuilder;
use super::workspace::Workspace;
use crate::edge::route::Completion;
use crate::offer::{FieldPath, Kind, steps};
use std::path::PathBuf;

/// What the palette can lead to.
#[derive(Clone, Debug, PartialEq)]
pub enum Destination {
    /// A command.
    Do(Action),
    /// A field.
    Field(FieldPath),
}

/// A window over the page.
#[derive(Clone, Debug)]
pub enum Popup {
    /// All keys.
    Help(Finder<Action>),
    /// All commands, steps and fields.
    Palette(Finder<Destination>),
    /// The values of a choice.
    Choose {
        /// The field.
        path: FieldPath,
        /// Its name.
        title: String,
        /// The values; chosen ones of a set are marked.
        finder: Finder<String>,
        /// The chosen values of a set; `None` where one value is chosen.
        chosen: Option<Vec<String>>,
    },
    /// A file or folder.
    Files(FilePicker),
    /// A question.
    Ask(Question),
    /// What is searched in the text.
    Find(Editor),
    /// The modules of a file, of which one is imported.
    Modules(PathBuf, Finder<String>),
    /// What can be written next.
    Complete(Finder<Completion>),
    /// A route in its parts.
    Route(RouteBuilder),
    /// All logos of a master, before they are taken.
    Logos(Box<LogosWindow>),
    /// A picture in the wanted size, before it is taken.
    Fit(Box<FitWindow>),
}

/// A question with answers.
#[derive(Clone, Debug)]
pub struct Question {
    /// What is asked.
    pub title: String,
    /// What one should know.
    pub text: String,
    /// The answers: letter, words, meaning. The first is the safe one.
    pub answers: Vec<(char, &'static str, Answer)>,
    /// The selected answer.
    pub selected: usize,
}

/// What an answer means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Back to where one was.
    Stay,
    /// Save, then leave.
    SaveAndLeave,
    /// Leave; the draft stays.
    LeaveWithDraft,
    /// Leave, and forget what was not saved.
    LeaveWithoutDraft,
    /// Save over what somebody else wrote.
    Overwrite,
    /// Take what is on disk and forget what was typed.
    Reload,
    /// Go on with the draft.
    ResumeDraft,
    /// Forget the draft.
    DiscardDraft,
    /// Open the bundle without changing it.
    OpenReadOnly,
    /// Export although there are errors.
    ExportDraft,
    /// Apply the fix that was shown.
    ApplyFix,
    /// Show the findings.
    ShowReview,
}

impl Question {
    /// A question whose first answer is selected.
    pub fn new(title: &str, text: String, answers: Vec<(char, &'static str, Answer)>) -> Question {
        Question { title: title.to_string(), text, answers, selected: 0 }
    }

    /// Leaving with something that is not saved.
    pub fn leave(can_keep_draft: bool) -> Question {
        let mut answers = vec![('s', "Save and leave", Answer::SaveAndLeave)];
        if can_keep_draft {
            answers.push(('l', "Leave; the draft is kept", Answer::LeaveWithDraft));
        }
        answers.push(('d', "Leave and forget the changes", Answer::LeaveWithoutDraft));
        answers.push(('c', "Stay here", Answer::Stay));
        Question::new(
            "Not everything is saved",
            "What was typed since the last save is not in the bundle yet.".to_string(),
            answers,
        )
    }
}

impl Popup {
    /// The list that the window is, where it is one that is searched by typing.
    pub fn list(&mut self) -> Option<&mut dyn Searchable> {
        match self {
            Popup::Help(finder) => Some(finder),
            Popup::Palette(finder) => Some(finder),
            Popup::Choose { finder, .. } => Some(finder),
            Popup::Modules(_, finder) => Some(finder),
            Popup::Complete(finder) => Some(finder),
            Popup::Files(_) | Popup::Ask(_) | Popup::Find(_) | Popup::Route(_) | Popup::Logos(_) | Popup::Fit(_) => None,
        }
    }
}

/// The keys, as a list to search in.
pub fn help() -> Popup {
    let entries = KEYMAP.iter().map(|binding| Entry {
        label: binding.help.to_string(),
        detail: String::new(),
        key: binding.keys.iter().map(|key| keys::shown(key)).collect::<Vec<_>>().join(" "),
        value: binding.action,
    });
    Popup::Help(Finder::new(entries.collect()))
}

/// Commands and fields, as a list to search in.
pub fn palette(workspace: &Workspace) -> Popup {
    let commands = KEYMAP.iter().filter(|binding| binding.action != Action::Palette).map(|binding| Entry {
        label: binding.help.to_string(),
        detail: String::new(),
        key: binding.keys.first().map(|key| keys::shown(key)).unwrap_or_default(),
        value: Destination::Do(binding.action),
    });
    let offer = workspace.offer();
    let fields = offer.applicable().map(|instance| Entry {
        label: instance.field.label.to_string(),
        detail: instance.path.to_string(),
        key: steps::step_of(instance.field.key).map(page::title).unwrap_or_default().to_string(),
        value: Destination::Field(instance.path),
    });
    Popup::Palette(Finder::new(commands.chain(fields).collect()))
}

/// The values of the focused choice; `None` where the focus is on no choice.
pub fn choices(workspace: &Workspace) -> Option<Popup> {
    let instance = workspace.field()?;
    let set = matches!(instance.field.kind, Kind::Choices(_) | Kind::Subcategories(_));
    let choices = workspace.offer().choices(instance.field, &instance.path);
    let entries = choices.iter().map(|(value, label)| Entry {
        label: label.to_string(),
        detail: value.to_string(),
        key: String::new(),
        value: value.to_string(),
    });
    let mut finder = Finder::new(entries.collect());
    finder.selected = choices.iter().position(|(value, _)| *value == instance.text).unwrap_or(0);
    Some(Popup::Choose {
        title: instance.field.label.to_string(),
        chosen: set.then(|| instance.items()),
        path: instance.path,
        finder,
    })
}

/// The modules of a file, as a list to choose from.
pub fn modules(file: PathBuf, modules: Vec<String>) -> Popup {
    let entries = modules.into_iter().map(|module| Entry {
        label: module.clone(),
        detail: String::new(),
        key: String::new(),
        value: module,
    });
    Popup::Modules(file, Finder::new(entries.collect()))
}
