//! A text while it is being edited. The only module that knows `tui-textarea`, which keeps the lines, the caret and the
//! selection; what is added here: whole graphemes, characters that must not reach the screen, moves by what is seen.

use crate::visible::{original, stand_in};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_textarea::{CursorMove, TextArea};
use unicode_segmentation::UnicodeSegmentation;

/// What a key did to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edited {
    /// Nothing: the key is not for a text.
    No,
    /// The caret or the selection moved.
    Moved,
    /// One letter was typed.
    Typed(char),
    /// Anything else changed.
    Changed,
}

/// A text with a caret. Lines hold stand-ins for characters that the screen must not get; [`Editor::text`] gives them back.
#[derive(Clone, Debug)]
pub struct Editor {
    area: TextArea<'static>,
    several_lines: bool,
}

/// Where the caret stands: line from 0, column in characters from 0.
pub type Caret = (usize, usize);

impl Editor {
    /// An editor over `text`, with the caret at its end (or, in long texts, at its start).
    pub fn new(text: &str, several_lines: bool, at_end: bool) -> Editor {
        let lines: Vec<String> = stand_in(text).split('\n').map(str::to_string).collect();
        let mut area = TextArea::new(lines);
        // Undo is the document's, over all fields.
        area.set_max_histories(0);
        if at_end {
            area.move_cursor(CursorMove::Bottom);
            area.move_cursor(CursorMove::End);
        }
        Editor { area, several_lines }
    }

    /// The text as it is stored.
    pub fn text(&self) -> String {
        original(&self.area.lines().join("\n")).into_owned()
    }

    /// The lines as they are shown.
    pub fn lines(&self) -> &[String] {
        self.area.lines()
    }

    /// Whether Enter makes a new line.
    pub fn several_lines(&self) -> bool {
        self.several_lines
    }

    /// Where the caret stands.
    pub fn caret(&self) -> Caret {
        self.area.cursor()
    }

    /// The selection, its start first.
    pub fn selection(&self) -> Option<(Caret, Caret)> {
        self.area.selection_range().filter(|(start, end)| start != end)
    }

    /// The selected text.
    pub fn selected(&self) -> Option<String> {
        let ((first, from), (last, to)) = self.selection()?;
        let lines = self.area.lines();
        let cut = |line: &str, from: usize, to: usize| line.chars().skip(from).take(to - from).collect::<String>();
        let text = if first == last {
            cut(&lines[first], from, to)
        } else {
            let mut parts = vec![cut(&lines[first], from, usize::MAX)];
            parts.extend(lines[first + 1..last].iter().cloned());
            parts.push(cut(&lines[last], 0, to));
            parts.join("\n")
        };
        Some(original(&text).into_owned())
    }

    /// Puts the caret somewhere; places behind the text are its end.
    pub fn move_to(&mut self, (line, column): Caret, select: bool) {
        self.select(select);
        match (u16::try_from(line), u16::try_from(column)) {
            (Ok(line), Ok(column)) => self.area.move_cursor(CursorMove::Jump(line, column)),
            // Jump takes small numbers only; in a very long line the lines are set anew with the caret there.
            _ if !select => {
                let lines = self.area.lines().to_vec();
                let line = line.min(lines.len().saturating_sub(1));
                let column = column.min(lines[line].chars().count());
                self.area.set_lines(lines, (line, column));
            }
            _ => self.area.move_cursor(CursorMove::End),
        }
    }

    /// Inserts a text, as a paste does. In an editor of one line, line ends at the end fall away and others become spaces.
    pub fn insert(&mut self, text: &str) {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text = if self.several_lines { text } else { text.trim_end_matches('\n').replace('\n', " ") };
        self.area.insert_str(stand_in(&text));
    }

    /// Removes the selection, if there is one.
    pub fn remove_selection(&mut self) -> bool {
        self.selection().is_some() && self.area.delete_char()
    }

    /// Selects everything.
    pub fn select_all(&mut self) {
        self.area.select_all();
    }

    /// The next place of `word` behind the caret, upper and lower case alike, around the end; the caret goes there.
    pub fn find(&mut self, word: &str) -> bool {
        let word = stand_in(&word.to_lowercase()).into_owned();
        if word.is_empty() {
            return false;
        }
        let (line, column) = self.caret();
        let lines = self.area.lines();
        let order = (line..lines.len()).chain(0..=line);
        let hit = order.enumerate().find_map(|(turn, index)| {
            let lower: Vec<char> = lines[index].chars().map(|c| c.to_lowercase().next().unwrap_or(c)).collect();
            let wanted: Vec<char> = word.chars().collect();
            let from = if turn == 0 { column + 1 } else { 0 };
            (from..lower.len()).find(|start| lower[*start..].starts_with(&wanted)).map(|start| (index, start))
        });
        if let Some(place) = hit {
            self.move_to(place, false);
        }
        hit.is_some()
    }

    /// Gives the text a key. Keys of the keymap do not come here.
    pub fn key(&mut self, event: KeyEvent) -> Edited {
        let control = event.modifiers.contains(KeyModifiers::CONTROL);
        let alt = event.modifiers.contains(KeyModifiers::ALT);
        let shift = event.modifiers.contains(KeyModifiers::SHIFT);
        let by_word = control || alt;
        match event.code {
            KeyCode::Char('w') if control => self.change(|area| area.delete_word()),
            KeyCode::Char('k') if control => self.change(|area| area.delete_line_by_end()),
            KeyCode::Char('u') if control => self.change(|area| area.delete_line_by_head()),
            KeyCode::Char('b') if alt => self.go(CursorMove::WordBack, shift),
            KeyCode::Char('f') if alt => self.go(CursorMove::WordForward, shift),
            KeyCode::Char('d') if alt => self.change(|area| area.delete_next_word()),
            // AltGr arrives as Ctrl and Alt together on some systems, and then the letter is meant.
            KeyCode::Char(c) if control == alt => {
                self.area.insert_str(stand_in(&c.to_string()));
                Edited::Typed(c)
            }
            KeyCode::Enter if self.several_lines => {
                self.area.insert_newline();
                Edited::Changed
            }
            KeyCode::Backspace if by_word => self.change(|area| area.delete_word()),
            KeyCode::Delete if by_word => self.change(|area| area.delete_next_word()),
            KeyCode::Backspace => self.backspace(),
            KeyCode::Delete => self.delete(),
            KeyCode::Left if by_word => self.go(CursorMove::WordBack, shift),
            KeyCode::Right if by_word => self.go(CursorMove::WordForward, shift),
            KeyCode::Left => self.step(-1, shift),
            KeyCode::Right => self.step(1, shift),
            KeyCode::Home if control => self.go(CursorMove::Top, shift),
            KeyCode::End if control => self.go(CursorMove::Bottom, shift),
            KeyCode::Home => self.go(CursorMove::Head, shift),
            KeyCode::End => self.go(CursorMove::End, shift),
            _ => Edited::No,
        }
    }

    fn change(&mut self, work: impl FnOnce(&mut TextArea<'static>) -> bool) -> Edited {
        if work(&mut self.area) { Edited::Changed } else { Edited::Moved }
    }

    fn select(&mut self, select: bool) {
        match (select, self.area.is_selecting()) {
            (true, false) => self.area.start_selection(),
            (false, true) => self.area.cancel_selection(),
            _ => {}
        }
    }

    fn go(&mut self, to: CursorMove, select: bool) -> Edited {
        self.select(select);
        self.area.move_cursor(to);
        Edited::Moved
    }

    /// One grapheme to the left or to the right.
    fn step(&mut self, direction: isize, select: bool) -> Edited {
        self.select(select);
        let (to, count) =
            if direction < 0 { (CursorMove::Back, self.grapheme_before()) } else { (CursorMove::Forward, self.grapheme_after()) };
        for _ in 0..count.max(1) {
            self.area.move_cursor(to);
        }
        Edited::Moved
    }

    fn backspace(&mut self) -> Edited {
        let count = if self.selection().is_some() { 1 } else { self.grapheme_before().max(1) };
        let mut changed = false;
        for _ in 0..count {
            changed |= self.area.delete_char();
        }
        if changed { Edited::Changed } else { Edited::Moved }
    }

    fn delete(&mut self) -> Edited {
        let count = if self.selection().is_some() { 1 } else { self.grapheme_after().max(1) };
        let mut changed = false;
        for _ in 0..count {
            changed |= self.area.delete_next_char();
        }
        if changed { Edited::Changed } else { Edited::Moved }
    }

    /// How many characters the grapheme before the caret has; 0 at the start of a line.
    fn grapheme_before(&self) -> usize {
        let (line, column) = self.caret();
        let text = &self.area.lines()[line];
        // A grapheme has few characters: the stretch before the caret is enough, and a long line stays quick.
        let start = column.saturating_sub(64);
        let before: String = text.chars().skip(start).take(column - start).collect();
        before.graphemes(true).next_back().map_or(0, |grapheme| grapheme.chars().count())
    }

    fn grapheme_after(&self) -> usize {
        let (line, column) = self.caret();
        let after: String = self.area.lines()[line].chars().skip(column).take(64).collect();
        after.graphemes(true).next().map_or(0, |grapheme| grapheme.chars().count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(editor: &mut Editor, code: KeyCode) -> Edited {
        editor.key(KeyEvent::new(code, KeyModifiers::NONE))
    }

    #[test]
    fn backspace_and_arrows_take_whole_graphemes() {
        let mut editor = Editor::new("a👩‍💻e\u{301}", false, true);
        press(&mut editor, KeyCode::Backspace);
        assert_eq!(editor.text(), "a👩‍💻");
        press(&mut editor, KeyCode::Left);
        assert_eq!(editor.caret(), (0, 1));
        press(&mut editor, KeyCode::Delete);
        assert_eq!(editor.text(), "a");
    }

    #[test]
    fn a_paste_stays_in_its_field_and_loses_nothing() {
        let mut editor = Editor::new("", false, true);
        editor.insert("one\r\ntwo\u{1b}[31m\u{202e}\n");
        assert_eq!(editor.text(), "one two\u{1b}[31m\u{202e}");
        assert!(!editor.lines()[0].contains('\u{1b}'));
        let mut editor = Editor::new("", true, true);
        editor.insert("one\r\ntwo\r");
        assert_eq!(editor.text(), "one\ntwo\n");
    }

    #[test]
    fn a_selection_is_copied_replaced_and_removed() {
        let mut editor = Editor::new("one\ntwo\nthree", true, false);
        editor.move_to((0, 1), false);
        editor.move_to((2, 2), true);
        assert_eq!(editor.selected().as_deref(), Some("ne\ntwo\nth"));
        let mut other = editor.clone();
        press(&mut editor, KeyCode::Char('x'));
        assert_eq!(editor.text(), "oxree");
        assert!(other.remove_selection());
        assert_eq!(other.text(), "oree");
    }

    #[test]
    fn a_line_of_a_hundred_thousand_letters_can_be_edited() {
        let mut editor = Editor::new(&"é".repeat(100_000), false, true);
        editor.move_to((0, 80_000), false);
        press(&mut editor, KeyCode::Char('x'));
        assert_eq!(editor.caret(), (0, 80_001));
        assert_eq!(editor.text().chars().position(|c| c == 'x'), Some(80_000));
    }

    #[test]
    fn finding_goes_round() {
        let mut editor = Editor::new("Alpha\nbeta ALPHA", true, false);
        assert!(editor.find("alpha"));
        assert_eq!(editor.caret(), (1, 5));
        assert!(editor.find("alpha"));
        assert_eq!(editor.caret(), (0, 0));
        assert!(!editor.find("gamma"));
    }
}
