//! Lines of text in rows of a screen: where they break, and where a caret stands.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// One row of the screen: a stretch of a line, in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line, from 0.
    pub line: usize,
    /// Its first character.
    pub start: usize,
    /// One past its last character.
    pub end: usize,
    /// Its first byte in the line.
    from: usize,
    /// One past its last byte in the line.
    to: usize,
}

/// The rows of `lines` in `width` columns, broken between words where that is possible. Each line has at least one row.
pub fn rows(lines: &[impl AsRef<str>], width: usize) -> Vec<Row> {
    let width = width.max(2);
    let mut rows = Vec::with_capacity(lines.len());
    for (line, text) in lines.iter().enumerate() {
        let text = text.as_ref();
        if text.len() < width {
            rows.push(Row { line, start: 0, end: text.chars().count(), from: 0, to: text.len() });
        } else {
            wrap_line(line, text, width, &mut rows);
        }
    }
    rows
}

/// A place in a line while it is broken: characters, bytes, and columns used in its row.
#[derive(Clone, Copy, Default)]
struct Place {
    at: usize,
    byte: usize,
    used: usize,
}

fn wrap_line(line: usize, text: &str, width: usize, rows: &mut Vec<Row>) {
    let (mut start, mut here) = (Place::default(), Place::default());
    // The last place behind a blank.
    let mut blank: Option<Place> = None;
    for grapheme in text.graphemes(true) {
        let wide = grapheme.width();
        if here.used + wide > width && here.at > start.at {
            let end = blank.filter(|blank| blank.at > start.at).unwrap_or(here);
            rows.push(Row { line, start: start.at, end: end.at, from: start.byte, to: end.byte });
            start = end;
            here.used -= end.used;
            blank = None;
        }
        here = Place { at: here.at + grapheme.chars().count(), byte: here.byte + grapheme.len(), used: here.used + wide };
        if grapheme == " " {
            blank = Some(here);
        }
    }
    rows.push(Row { line, start: start.at, end: here.at, from: start.byte, to: text.len() });
}

/// The row on which a caret stands.
pub fn row_of(rows: &[Row], (line, column): (usize, usize)) -> usize {
    let last = rows.len().saturating_sub(1);
    rows.iter()
        .position(|row| row.line == line && (row.start..row.end).contains(&column))
        .or_else(|| rows.iter().rposition(|row| row.line == line))
        .unwrap_or(last)
}

/// The text of a row.
pub fn text(lines: &[impl AsRef<str>], row: Row) -> &str {
    lines.get(row.line).and_then(|line| line.as_ref().get(row.from..row.to)).unwrap_or("")
}

/// The column of the screen at which character `column` of the line stands in its row.
pub fn screen_column(lines: &[impl AsRef<str>], row: Row, column: usize) -> usize {
    let text = text(lines, row);
    text[..byte_of(text, column.saturating_sub(row.start))].width()
}

/// The caret nearest to a column of the screen in a row.
pub fn caret_at(lines: &[impl AsRef<str>], rows: &[Row], row: usize, wanted: usize) -> (usize, usize) {
    let Some(row) = rows.get(row.min(rows.len().saturating_sub(1))) else { return (0, 0) };
    let (mut used, mut column) = (0, row.start);
    for grapheme in text(lines, *row).graphemes(true) {
        if used + grapheme.width() > wanted {
            return (row.line, column);
        }
        used += grapheme.width();
        column += grapheme.chars().count();
    }
    // Behind the last character of a broken row is the start of the next one.
    let line_end = lines.get(row.line).map_or(0, |line| line.as_ref().chars().count());
    if column == row.end && column < line_end && column > row.start { (row.line, column - 1) } else { (row.line, column) }
}

/// `text` in at most `width` columns, with `…` where something is left out.
pub fn clipped(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_string();
    }
    let (mut out, mut used) = (String::new(), 0);
    for grapheme in text.graphemes(true) {
        if used + grapheme.width() + 1 > width {
            break;
        }
        used += grapheme.width();
        out.push_str(grapheme);
    }
    if width > 0 {
        out.push('…');
    }
    out
}

/// A plain text in rows of `width` columns; its line feeds stay breaks, blanks at the breaks fall away.
pub fn paragraphs(text: &str, width: usize) -> Vec<String> {
    let lines: Vec<&str> = text.split('\n').collect();
    rows(&lines, width).into_iter().map(|row| self::text(&lines, row).trim_end().to_string()).collect()
}

fn byte_of(text: &str, column: usize) -> usize {
    text.char_indices().nth(column).map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_whole_and_nothing_is_lost() {
        let lines = ["the quick brown fox", "", "日本語のテキスト", "averyverylongword"];
        let rows = rows(&lines, 10);
        let shown: Vec<&str> = rows.iter().map(|row| text(&lines, *row)).collect();
        assert_eq!(shown, ["the quick ", "brown fox", "", "日本語のテ", "キスト", "averyveryl", "ongword"]);
    }

    #[test]
    fn caret_and_screen_agree() {
        let lines = ["the quick brown fox 日本"];
        let rows = rows(&lines, 10);
        for column in 0..=lines[0].chars().count() {
            let row = row_of(&rows, (0, column));
            let x = screen_column(&lines, rows[row], column);
            assert!(x <= 10);
            assert_eq!(caret_at(&lines, &rows, row, x), (0, column));
        }
    }

    #[test]
    fn clipping_counts_columns() {
        assert_eq!(clipped("日本語", 5), "日本…");
        assert_eq!(clipped("abc", 3), "abc");
        assert_eq!(clipped("abc", 0), "");
    }
}
