//! Lines and columns of many places in one text, however long the text and its lines are.

use crate::rule::Position;

/// The positions of a text.
pub struct Places<'t> {
    text: &'t str,
    /// The position at each whole multiple of [`STEP`] bytes, moved down to a whole character.
    marks: Vec<(usize, Position)>,
}

const STEP: usize = 4096;
const START: Position = Position { line: 1, column: 1 };

impl<'t> Places<'t> {
    /// Reads the text once.
    pub fn new(text: &'t str) -> Places<'t> {
        let mut marks = vec![(0, START)];
        let (mut last, mut position) = (0, START);
        for at in (STEP..text.len()).step_by(STEP).map(|at| text.floor_char_boundary(at)) {
            position = advance(position, &text[last..at]);
            last = at;
            marks.push((last, position));
        }
        Places { text, marks }
    }

    /// The position of byte `at`, as [`Position::of`] has it.
    pub fn position(&self, at: usize) -> Position {
        let at = self.text.floor_char_boundary(at.min(self.text.len()));
        let mark = self.marks.partition_point(|(mark, _)| *mark <= at).saturating_sub(1);
        let (start, position) = self.marks.get(mark).copied().unwrap_or((0, START));
        advance(position, &self.text[start..at])
    }
}

fn advance(from: Position, text: &str) -> Position {
    match text.rfind('\n') {
        None => Position { column: from.column + text.chars().count(), ..from },
        Some(newline) => Position {
            line: from.line + text.bytes().filter(|byte| *byte == b'\n').count(),
            column: text[newline + 1..].chars().count() + 1,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_where_it_is() {
        for text in
            [String::new(), "é\nab\r\n".repeat(3000), "日".repeat(5000), format!("{}\n{}", "a".repeat(4095), "é".repeat(3000))]
        {
            let places = Places::new(&text);
            for at in (0..text.len() + 2).step_by(if text.len() > 100 { 61 } else { 1 }).chain(4090..4100) {
                assert_eq!(places.position(at), Position::of(&text, at), "{at}");
            }
        }
    }
}
