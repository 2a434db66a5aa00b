//! The one table of keys. What a key does, the footer, the help, the palette and the README's list are read from it.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// What a person can ask for, by key, by palette or by mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// To the next field.
    NextField,
    /// To the previous field.
    PreviousField,
    /// To the next step.
    NextStep,
    /// To the previous step.
    PreviousStep,
    /// To the step with this number, from 0.
    GoToStep(usize),
    /// To the next finding.
    NextFinding,
    /// To the previous finding.
    PreviousFinding,
    /// Opens, chooses or toggles what has the focus.
    Enter,
    /// One level back.
    Back,
    /// Applies the fix of the focused field.
    Fix,
    /// Suppresses the finding of the focused field, with a reason.
    Suppress,
    /// Makes all logos from one picture.
    MakeLogos,
    /// Adds a row to the list around the focus.
    AddRow,
    /// Removes the row around the focus.
    RemoveRow,
    /// Moves the row up.
    RowUp,
    /// Moves the row down.
    RowDown,
    /// Shows what can be written next in a route.
    Complete,
    /// Puts a route together from its parts.
    BuildRoute,
    /// Writes JSON with one member a line.
    FormatJson,
    /// Writes JSON without blanks.
    MinifyJson,
    /// Opens the focused text in the person's own editor.
    ExternalEditor,
    /// Shows or hides the preview where there is no room beside the form.
    TogglePreview,
    /// Takes the last change back.
    Undo,
    /// Does the last undone change again.
    Redo,
    /// Searches in the text.
    Find,
    /// Selects the whole text.
    SelectAll,
    /// Copies the selection, or quits where nothing is selected.
    CopyOrQuit,
    /// Copies the whole field.
    CopyField,
    /// Cuts the selection.
    Cut,
    /// Inserts what was cut or copied here.
    Paste,
    /// Writes the bundle.
    Save,
    /// Writes the bundle into another folder.
    SaveAs,
    /// Exports the package.
    Export,
    /// Opens the paste sheet in the browser.
    OpenSheet,
    /// Opens the listing as customers will see it in the browser.
    OpenPreview,
    /// Back to the start page.
    StartPage,
    /// Shows the keys.
    Help,
    /// Shows all commands and fields.
    Palette,
    /// Gives the mouse to the terminal, or takes it again.
    ToggleMouse,
    /// Hands the terminal back to the shell for a while.
    Suspend,
    /// Leaves.
    Quit,
}

/// Where a binding is offered in the footer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// Everywhere.
    Always,
    /// In a row of a list.
    Row,
    /// On a text that has a file of its own.
    TextFile,
    /// On a field that has a finding with a fix.
    Fix,
    /// On what Enter opens, chooses, toggles or does; in a line of text it only goes on.
    Opens,
    /// On a picture.
    Picture,
    /// On a route.
    Route,
    /// On a JSON text.
    Json,
    /// In the editor of a long text.
    Editor,
    /// Only in help and palette.
    Never,
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// The keys: `ctrl-s`, `f1`, `alt-up`.
    pub keys: &'static [&'static str],
    /// What they do.
    pub action: Action,
    /// In a word or two, for the footer.
    pub label: &'static str,
    /// In a sentence, for help and palette.
    pub help: &'static str,
    /// Where the footer shows it.
    pub hint: Hint,
}

const fn key(keys: &'static [&'static str], action: Action, label: &'static str, help: &'static str, hint: Hint) -> Binding {
    Binding { keys, action, label, help, hint }
}

/// All bindings. The footer takes them in this order.
pub static KEYMAP: &[Binding] = &[
    key(&["f6"], Action::Fix, "fix", "Apply the fix of this field's finding", Hint::Fix),
    key(&["tab", "down"], Action::NextField, "next", "Go to the next field", Hint::Always),
    key(&["backtab", "up"], Action::PreviousField, "back", "Go to the previous field", Hint::Never),
    key(&["enter"], Action::Enter, "open", "Open, choose or toggle what has the focus; from a line of text, go on", Hint::Opens),
    key(
        &["esc"],
        Action::Back,
        "back",
        "Go one level back: out of a window, out of a long text, to the list of steps",
        Hint::Editor,
    ),
    key(&["ctrl-s"], Action::Save, "save", "Save the bundle", Hint::Always),
    key(&["f1"], Action::Help, "help", "Show all keys", Hint::Always),
    key(&["ctrl-l"], Action::MakeLogos, "logos", "Make all logos from one picture (SVG, PNG, JPEG or WebP)", Hint::Picture),
    key(&["ctrl-n"], Action::AddRow, "add", "Add a row to this list", Hint::Row),
    key(&["ctrl-d"], Action::RemoveRow, "remove", "Remove this row of the list (undo brings it back)", Hint::Row),
    key(&["alt-up"], Action::RowUp, "move", "Move this row up", Hint::Never),
    key(&["alt-down"], Action::RowDown, "move", "Move this row down", Hint::Never),
    key(&["ctrl-r"], Action::BuildRoute, "build", "Put this route together from source, condition and destination", Hint::Route),
    key(
        &["ctrl-t"],
        Action::Complete,
        "complete",
        "Show what can be written next in this route (→ at its end takes the first)",
        Hint::Route,
    ),
    key(&["f11"], Action::FormatJson, "format", "Write this JSON with one member a line", Hint::Json),
    key(&["f12"], Action::MinifyJson, "minify", "Write this JSON without blanks", Hint::Json),
    key(&["ctrl-e"], Action::ExternalEditor, "own editor", "Edit this text in $VISUAL or $EDITOR", Hint::TextFile),
    key(&["ctrl-f"], Action::Find, "find", "Find in this text", Hint::Editor),
    key(&["ctrl-q"], Action::Quit, "quit", "Quit; asks only if something is not saved", Hint::Always),
    key(&["ctrl-p", "f10"], Action::Palette, "commands", "Find any command, step or field by its name", Hint::Always),
    key(&["f8"], Action::NextFinding, "next problem", "Go to the next finding, on whatever step it is", Hint::Always),
    key(&["f7"], Action::PreviousFinding, "previous problem", "Go to the previous finding", Hint::Never),
    key(&["pagedown"], Action::NextStep, "step", "Go to the next step", Hint::Always),
    key(&["pageup"], Action::PreviousStep, "step", "Go to the previous step", Hint::Never),
    key(&["alt-1"], Action::GoToStep(0), "", "Go to Offer", Hint::Never),
    key(&["alt-2"], Action::GoToStep(1), "", "Go to Listing", Hint::Never),
    key(&["alt-3"], Action::GoToStep(2), "", "Go to Media", Hint::Never),
    key(&["alt-4"], Action::GoToStep(3), "", "Go to Legal", Hint::Never),
    key(&["alt-5"], Action::GoToStep(4), "", "Go to Documentation", Hint::Never),
    key(&["alt-6"], Action::GoToStep(5), "", "Go to Support", Hint::Never),
    key(&["alt-7"], Action::GoToStep(6), "", "Go to Plans", Hint::Never),
    key(&["alt-8"], Action::GoToStep(7), "", "Go to Module configuration", Hint::Never),
    key(&["alt-9"], Action::GoToStep(8), "", "Go to Audience and certification", Hint::Never),
    key(&["alt-0"], Action::GoToStep(9), "", "Go to Review and export", Hint::Never),
    key(
        &["alt-s"],
        Action::Suppress,
        "suppress",
        "Suppress this field's finding, and say why the rule is wrong here",
        Hint::Never,
    ),
    key(&["f2"], Action::TogglePreview, "preview", "Show the result in place of the form, and back", Hint::Never),
    key(&["f3"], Action::SaveAs, "save as", "Save the bundle into another folder", Hint::Never),
    key(&["f5"], Action::Export, "export", "Export the package", Hint::Never),
    key(&["alt-v"], Action::OpenPreview, "view", "Open the listing as customers will see it in your browser", Hint::Never),
    key(&["alt-p"], Action::OpenSheet, "paste sheet", "Open the paste sheet for Partner Center in your browser", Hint::Never),
    key(&["ctrl-z"], Action::Undo, "undo", "Take the last change back, in whatever field it was", Hint::Always),
    key(&["ctrl-y"], Action::Redo, "redo", "Do the last undone change again", Hint::Never),
    key(&["ctrl-a"], Action::SelectAll, "select all", "Select the whole text of this field", Hint::Never),
    key(
        &["ctrl-c"],
        Action::CopyOrQuit,
        "copy",
        "Copy the selection; without one, quit (twice: at once, the draft is kept)",
        Hint::Never,
    ),
    key(&["ctrl-x"], Action::Cut, "cut", "Cut the selection", Hint::Never),
    key(
        &["ctrl-v"],
        Action::Paste,
        "paste",
        "Insert what was cut or copied here (your terminal's own paste works, too)",
        Hint::Never,
    ),
    key(&["f4"], Action::CopyField, "copy field", "Copy the whole field to the clipboard (OSC 52)", Hint::Never),
    key(
        &["f9"],
        Action::ToggleMouse,
        "mouse",
        "Give the mouse to the terminal, so that text can be selected with it, or take it again",
        Hint::Never,
    ),
    key(&["ctrl-o"], Action::StartPage, "start page", "Go to the start page: new, open, recent, drafts, sample", Hint::Never),
    key(
        &["alt-z"],
        Action::Suspend,
        "suspend",
        "Go back to the shell for a while; fg returns (Ctrl-Z is undo here)",
        Hint::Never,
    ),
];

/// What a key does, if the table has it.
pub fn action(event: KeyEvent) -> Option<Action> {
    let name = name(event)?;
    KEYMAP.iter().find(|binding| binding.keys.contains(&name.as_str())).map(|binding| binding.action)
}

/// The binding of an action.
pub fn binding(action: Action) -> Option<&'static Binding> {
    KEYMAP.iter().find(|binding| binding.action == action)
}

/// A key's name in the table: `ctrl-s`, `alt-up`, `f1`. `None` for what the table cannot name.
pub fn name(event: KeyEvent) -> Option<String> {
    let code = match event.code {
        KeyCode::Char(c) if event.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) => {
            c.to_ascii_lowercase().to_string()
        }
        KeyCode::F(number) => format!("f{number}"),
        KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => "backtab".to_string(),
        KeyCode::Tab => "tab".to_string(),
        KeyCode::BackTab => "backtab".to_string(),
        KeyCode::Enter => "enter".to_string(),
        KeyCode::Esc => "esc".to_string(),
        KeyCode::Up => "up".to_string(),
        KeyCode::Down => "down".to_string(),
        KeyCode::PageUp => "pageup".to_string(),
        KeyCode::PageDown => "pagedown".to_string(),
        _ => return None,
    };
    let control = if event.modifiers.contains(KeyModifiers::CONTROL) { "ctrl-" } else { "" };
    let alt = if event.modifiers.contains(KeyModifiers::ALT) { "alt-" } else { "" };
    Some(format!("{control}{alt}{code}"))
}

/// A key as people read it: `^S`, `F1`, `Alt-↑`.
pub fn shown(key: &str) -> String {
    if let Some(letter) = key.strip_prefix("ctrl-") {
        return format!("^{}", letter.to_uppercase());
    }
    if let Some(rest) = key.strip_prefix("alt-") {
        return format!("Alt-{}", shown(rest));
    }
    match key {
        "up" => "↑".to_string(),
        "down" => "↓".to_string(),
        "tab" => "Tab".to_string(),
        "backtab" => "Shift-Tab".to_string(),
        "enter" => "Enter".to_string(),
        "esc" => "Esc".to_string(),
        "pageup" => "PgUp".to_string(),
        "pagedown" => "PgDn".to_string(),
        key => key.to_uppercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_key_does_one_thing_and_every_binding_is_told() {
        let mut seen = HashSet::new();
        for binding in KEYMAP {
            assert!(!binding.help.is_empty(), "{binding:?}");
            for key in binding.keys {
                assert!(seen.insert(key), "{key} twice");
            }
        }
        assert_eq!(action(KeyEvent::new(KeyCode::Char('s'), KeyModifiers::CONTROL)), Some(Action::Save));
        assert_eq!(action(KeyEvent::new(KeyCode::Char('s'), KeyModifiers::NONE)), None);
        assert_eq!(action(KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT)), Some(Action::PreviousField));
        assert_eq!(shown("alt-up"), "Alt-↑");
    }

    #[test]
    fn the_steps_keys_name_the_steps() {
        for (number, step) in crate::offer::steps::STEPS.iter().enumerate() {
            assert_eq!(binding(Action::GoToStep(number)).unwrap().help, format!("Go to {}", step.title));
        }
    }
}
