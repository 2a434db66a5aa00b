//! The last step before a frame is shown: whatever stands in a cell, it cannot command the terminal.

use crate::visible::{is_unsafe_on_screen, sign, stands_for};
use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

/// Turns stand-ins into signs, and takes away whatever else the terminal must not get.
pub fn make_safe(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        let symbol = cell.symbol();
        // Nearly every cell is one ASCII letter.
        if symbol.len() == 1 && !symbol.as_bytes()[0].is_ascii_control() {
            continue;
        }
        if let Some(original) = symbol.chars().next().and_then(stands_for) {
            cell.set_char(sign(original));
            cell.modifier.insert(Modifier::REVERSED);
        } else if symbol.chars().any(is_unsafe_on_screen) {
            cell.set_char('�');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::visible::stand_in;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    #[test]
    fn what_commands_a_terminal_is_shown_as_a_sign() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
        buffer.set_string(0, 0, stand_in("a\u{1b}b\u{202e}c\td"), Style::new());
        buffer[(9, 0)].set_symbol("x\u{202e}");
        make_safe(&mut buffer);
        let shown: String = buffer.content.iter().map(|cell| cell.symbol()).collect();
        assert_eq!(shown, "a␛b⇄c→d  �  ");
    }
}
