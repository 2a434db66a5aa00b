//! Text from a bundle on its way to a terminal: what could command the terminal, reorder or hide text is made visible.
//!
//! Two ways. [`visible`] is for plain output: such a character becomes `⟨U+202E⟩`. [`stand_in`] is for the screen, where a
//! caret has to count characters: each becomes one private character, and the last step before a frame is shown turns
//! these into a sign (`ui::screen`).

use std::borrow::Cow;

const STAND_IN: u32 = 0xF_0000;

/// Whether `c` must never reach a terminal as it is: controls, bidirectional marks, invisible and private characters.
/// (U+200D, which joins emoji, and the variation selectors are kept: they belong to what is seen.)
pub fn is_unsafe_on_screen(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
        | '\u{200b}' | '\u{200c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}' | '\u{f0000}'..='\u{10ffff}')
}

/// `text` for plain output on one or more lines; line feeds and tabs stay.
pub fn visible(text: &str) -> Cow<'_, str> {
    let bad = |c: char| is_unsafe_on_screen(c) && c != '\n' && c != '\t';
    if !text.contains(bad) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if bad(c) {
            out.push_str(&format!("⟨U+{:04X}⟩", c as u32));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// `text` on one line: as [`visible`], and line feeds and tabs become spaces.
pub fn on_one_line(text: &str) -> String {
    visible(text).replace(['\n', '\t'], " ")
}

/// `text` with one private character for each that is unsafe on the screen; line feeds stay.
pub fn stand_in(text: &str) -> Cow<'_, str> {
    let bad = |c: char| is_unsafe_on_screen(c) && c != '\n';
    if !text.contains(bad) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if bad(c) { private(c) } else { c }).collect())
}

/// The text whose [`stand_in`] this is.
pub fn original(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| stands_for(c).is_some()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| stands_for(c).unwrap_or(c)).collect())
}

/// Whether `text` survives the way to the screen and back. Only text with characters of the private planes 15 and 16 does not.
pub fn can_be_edited_on_screen(text: &str) -> bool {
    original(&stand_in(text)) == text
}

/// The character for which a private character stands, if it does.
pub fn stands_for(c: char) -> Option<char> {
    (c as u32).checked_sub(STAND_IN).filter(|code| *code <= 0xFFFF).and_then(char::from_u32)
}

/// The sign that the screen shows for a character that it must not show: one column wide.
pub fn sign(c: char) -> char {
    match c as u32 {
        9 => '→',
        code @ 0..=0x1f => char::from_u32(0x2400 + code).unwrap_or('�'),
        0x7f => '␡',
        0x202a..=0x202e | 0x2066..=0x2069 | 0x200e | 0x200f | 0x61c => '⇄',
        _ => '�',
    }
}

fn private(c: char) -> char {
    // Tags and private characters lie beyond the range; they lose their identity on the screen, which `can_be_edited_on_screen` says.
    char::from_u32(STAND_IN + (c as u32).min(0xFFFD)).unwrap_or('�')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_commands_a_terminal_passes() {
        let hostile = "a\u{1b}[31m\u{202e}b\u{200b}\u{7}\u{9b}";
        assert_eq!(visible(hostile), "a⟨U+001B⟩[31m⟨U+202E⟩b⟨U+200B⟩⟨U+0007⟩⟨U+009B⟩");
        assert!(stand_in(hostile).chars().all(|c| !is_unsafe_on_screen(c) || stands_for(c).is_some()));
        assert_eq!(original(&stand_in(hostile)), hostile);
        assert!(can_be_edited_on_screen(hostile));
        assert!(!can_be_edited_on_screen("\u{f0041}"));
    }

    #[test]
    fn letters_marks_and_emoji_stay() {
        for text in ["é", "e\u{301}", "日本", "👩‍💻", "❤\u{fe0f}"] {
            assert_eq!(visible(text), text);
        }
    }
}
