//! Keys, pastes and clicks on the page: which of them is for what has the focus.

use super::editor::{self, Edited};
use super::keys::{self, Action};
use super::page::{self, Focus};
use super::workspace;
use super::{App, Effect, Target, windows};
use crate::offer::Kind;
use crate::offer::toml_text::EditRefused;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

impl App {
    pub(super) fn key(&mut self, key: KeyEvent) -> Vec<Effect> {
        let action = keys::action(key);
        let leaving = std::mem::take(&mut self.asked_to_leave);
        if leaving && matches!(action, Some(Action::CopyOrQuit)) {
            return self.leave_with_draft(true);
        }
        self.message = None;
        if !self.popups.is_empty() {
            return self.key_to_window(key);
        }
        if self.workspace.is_none() {
            return self.key_to_start(key);
        }
        if let Some(effects) = self.key_in_steps(key) {
            return effects;
        }
        if let Some(effects) = self.key_for_ghost(key).or_else(|| self.key_in_text(key, action)) {
            return effects;
        }
        match action {
            Some(action) => self.act(action),
            None => self.key_to_field(key),
        }
    }

    /// Keys that mean something else while the list of steps has the focus.
    fn key_in_steps(&mut self, key: KeyEvent) -> Option<Vec<Effect>> {
        let workspace = self.workspace.as_mut().filter(|workspace| workspace.in_steps)?;
        match key.code {
            KeyCode::Up => workspace.go_to_page(workspace.page.saturating_sub(1)),
            KeyCode::Down => workspace.go_to_page(workspace.page + 1),
            KeyCode::Enter | KeyCode::Right | KeyCode::Tab => workspace.in_steps = false,
            KeyCode::Esc => return Some(self.act(Action::Quit)),
            // A letter would go into a field that nobody looks at.
            KeyCode::Char(_) | KeyCode::Backspace | KeyCode::Delete if App::is_plain(key) => {}
            _ => return None,
        }
        Some(Vec::new())
    }

    /// → at the end of a route takes what is shown behind the caret.
    fn key_for_ghost(&mut self, key: KeyEvent) -> Option<Vec<Effect>> {
        let workspace = self.workspace.as_ref().filter(|_| key.code == KeyCode::Right && key.modifiers.is_empty())?;
        workspace.ghost()?;
        let first = workspace.completions().into_iter().next()?;
        Some(self.result(|workspace| workspace.take(&first)))
    }

    /// Keys that move within the edited text before they move over the page.
    fn key_in_text(&mut self, key: KeyEvent, action: Option<Action>) -> Option<Vec<Effect>> {
        let workspace = self.workspace.as_mut()?;
        let full = workspace.full;
        let editor = workspace.editor.as_mut()?;
        let shift = key.modifiers.contains(KeyModifiers::SHIFT);
        let rows = match (key.code, full) {
            (KeyCode::Up, _) => -1,
            (KeyCode::Down, _) => 1,
            (KeyCode::PageUp, true) => -(self.regions.text_height.max(2) as isize - 1),
            (KeyCode::PageDown, true) => self.regions.text_height.max(2) as isize - 1,
            (KeyCode::Enter, _) if editor.several_lines() && !key.modifiers.contains(KeyModifiers::CONTROL) => {
                return self.key_to_text(key);
            }
            (KeyCode::Tab, true) => {
                editor.insert("  ");
                return Some(self.committed());
            }
            _ => return None,
        };
        if action.is_some_and(|action| matches!(action, Action::RowUp | Action::RowDown)) {
            return None;
        }
        let moved = windows::move_by_rows(editor, rows, usize::from(self.regions.text_width), shift);
        // At the edge of the text the key goes on to the next field, but never out of a text that fills the screen.
        if moved || full { Some(Vec::new()) } else { None }
    }

    fn key_to_text(&mut self, key: KeyEvent) -> Option<Vec<Effect>> {
        let workspace = self.workspace.as_mut()?;
        match workspace.key_to_editor(key) {
            Ok(Edited::No) => None,
            Ok(_) => Some(Vec::new()),
            Err(refused) => Some(self.refused(refused)),
        }
    }

    /// A key that the keymap does not have: letters, deletions, arrows to the side.
    fn key_to_field(&mut self, key: KeyEvent) -> Vec<Effect> {
        if let Some(effects) = self.key_to_text(key) {
            return effects;
        }
        let Some(workspace) = &mut self.workspace else { return Vec::new() };
        if workspace.focus == Focus::Plan {
            match key.code {
                KeyCode::Left => workspace.show_plan(false),
                KeyCode::Right | KeyCode::Char(' ') => workspace.show_plan(true),
                _ => {}
            }
            return Vec::new();
        }
        let Some(kind) = workspace.field().map(|instance| instance.field.kind) else {
            return if key.code == KeyCode::Char(' ') { self.act(Action::Enter) } else { Vec::new() };
        };
        match (kind, key.code) {
            (Kind::Choices(_) | Kind::Subcategories(_), KeyCode::Char(' ')) => self.act(Action::Enter),
            (_, KeyCode::Left) => self.result(|workspace| workspace.cycle(false)),
            (_, KeyCode::Right | KeyCode::Char(' ')) => self.result(|workspace| workspace.cycle(true)),
            (Kind::Picture(..), KeyCode::Backspace | KeyCode::Delete) => self.clear_field(),
            (Kind::Picture(..), KeyCode::Char(_)) => {
                let mut effects = self.act(Action::Enter);
                effects.extend(self.key_to_window(key));
                effects
            }
            (Kind::TextFile(..), KeyCode::Char(_)) => {
                let mut effects = self.act(Action::Enter);
                effects.extend(self.key_to_text(key).unwrap_or_default());
                effects
            }
            (Kind::Choice(_) | Kind::Category | Kind::Choices(_) | Kind::Subcategories(_), KeyCode::Char(_)) => {
                let mut effects = self.act(Action::Enter);
                effects.extend(self.key_to_window(key));
                effects
            }
            _ => Vec::new(),
        }
    }

    fn clear_field(&mut self) -> Vec<Effect> {
        self.result(|workspace| match workspace.focus.clone() {
            Focus::Field(path) => workspace.put(&path, "", None),
            _ => Ok(()),
        })
    }

    pub(super) fn clipboard(&mut self, action: Action) -> Vec<Effect> {
        let Some(workspace) = &mut self.workspace else { return Vec::new() };
        let selected = workspace.editor.as_ref().and_then(editor::Editor::selected);
        let copied = match (action, selected) {
            (Action::Paste, _) => {
                let text = self.clipboard.clone();
                return self.paste(&text);
            }
            (Action::CopyOrQuit, None) => {
                let effects = self.leave(true);
                self.asked_to_leave = true;
                return effects;
            }
            (Action::CopyField, _) => workspace.field().map(|instance| instance.text.clone()),
            (Action::Cut, Some(text)) => {
                if workspace.read_only {
                    return self.refused(EditRefused("the bundle is open read-only; nothing was changed".to_string()));
                }
                if let Some(editor) = &mut workspace.editor {
                    editor.remove_selection();
                }
                let effects = self.committed();
                if self.message.is_some() {
                    return effects;
                }
                Some(text)
            }
            (_, selected) => selected,
        };
        let Some(text) = copied.filter(|text| !text.is_empty()) else {
            self.complain("Nothing is selected.");
            return Vec::new();
        };
        self.clipboard = text.clone();
        self.say(format!("{} copied.", page::plural(text.chars().count(), "character")));
        vec![Effect::Copy(text)]
    }

    pub(super) fn paste(&mut self, text: &str) -> Vec<Effect> {
        self.message = None;
        if !self.popups.is_empty() {
            return self.paste_to_window(text);
        }
        let Some(workspace) = &mut self.workspace else { return Vec::new() };
        if workspace.read_only {
            return self.refused(EditRefused("the bundle is open read-only; nothing was changed".to_string()));
        }
        let kind = workspace.field().map(|instance| instance.field.kind);
        match (kind, workspace.editor.is_some()) {
            (Some(Kind::Picture(..)), _) => {
                let mut effects = self.act(Action::Enter);
                effects.extend(self.paste_to_window(text));
                return effects;
            }
            (Some(Kind::TextFile(..)), false) => drop(self.open_text()),
            _ => {}
        }
        let Some(editor) = self.workspace.as_mut().and_then(|workspace| workspace.editor.as_mut()) else {
            self.complain("The focus is on no text; nothing was inserted.");
            return Vec::new();
        };
        editor.insert(text);
        self.committed()
    }

    pub(super) fn mouse(&mut self, event: MouseEvent) -> Vec<Effect> {
        let at = Position { x: event.column, y: event.row };
        match event.kind {
            MouseEventKind::ScrollDown => self.scroll(3),
            MouseEventKind::ScrollUp => self.scroll(-3),
            MouseEventKind::Down(MouseButton::Left) => {
                self.message = None;
                let target = self.regions.targets.iter().rev().find(|(area, _)| area.contains(at)).cloned();
                return target.map(|(area, target)| self.click(target, area, at)).unwrap_or_default();
            }
            MouseEventKind::Drag(MouseButton::Left) => {
                let text = self
                    .regions
                    .targets
                    .iter()
                    .rev()
                    .find(|(area, target)| matches!(target, Target::Text(_)) && area.contains(at))
                    .cloned();
                if let Some((area, Target::Text(first))) = text {
                    self.caret_to(first, area, at, true);
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn click(&mut self, target: Target, area: Rect, at: Position) -> Vec<Effect> {
        if !self.popups.is_empty() {
            return match target {
                Target::Line(line) => self.choose_line(line),
                _ => Vec::new(),
            };
        }
        match (target, &mut self.workspace) {
            (Target::Line(line), None) => return self.choose_start_line(line),
            (Target::Do(action), _) => return self.act(action),
            (Target::Page(page), Some(workspace)) => {
                workspace.in_steps = false;
                workspace.go_to_page(page);
            }
            (Target::Text(first), Some(_)) => self.caret_to(first, area, at, false),
            (Target::Focus(focus), Some(workspace)) => {
                workspace.in_steps = false;
                let again = workspace.focus == focus;
                let does_something = matches!(focus, Focus::Add(_) | Focus::Button(_) | Focus::Finding(_) | Focus::Change(..));
                if !again {
                    workspace.set_focus(focus);
                }
                let opens = workspace.field().is_some_and(|instance| !workspace::is_typed(instance.field));
                if does_something || (again && opens) {
                    return self.enter();
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn caret_to(&mut self, first: usize, area: Rect, at: Position, select: bool) {
        let width = usize::from(self.regions.text_width);
        if let Some(editor) = self.workspace.as_mut().and_then(|workspace| workspace.editor.as_mut()) {
            let rows = crate::wrap::rows(editor.lines(), width);
            let caret =
                crate::wrap::caret_at(editor.lines(), &rows, first + usize::from(at.y - area.y), usize::from(at.x - area.x));
            editor.move_to(caret, select);
        }
    }

    fn scroll(&mut self, rows: isize) {
        if let Some(popup) = self.popups.last_mut() {
            windows::scroll(popup, rows);
            return;
        }
        let Some(workspace) = &mut self.workspace else { return };
        match (&mut workspace.editor, workspace.full) {
            (Some(editor), true) => drop(windows::move_by_rows(editor, rows, usize::from(self.regions.text_width), false)),
            _ => workspace.scrolled = (workspace.scrolled + rows).clamp(-self.regions.scroll_room.0, self.regions.scroll_room.1),
        }
    }
}
