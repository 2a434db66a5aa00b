//! A finding as people read it: what it says, where, the line with carets under the place, and what to do.

use crate::rule::{Position, Severity, Span};
use crate::visible::on_one_line;
use std::fmt::Write;

/// Colours, where they are wanted.
pub struct Paint(pub bool);

impl Paint {
    /// `text` in the colour with this code.
    pub fn with(&self, code: &str, text: &str) -> String {
        if self.0 { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_string() }
    }

    /// `text` in the colour of a severity.
    pub fn severity(&self, severity: Severity, text: &str) -> String {
        match severity {
            Severity::Error => self.with("1;31", text),
            Severity::Warning => self.with("1;33", text),
            Severity::Advice => self.with("1;36", text),
        }
    }
}

/// One finding, as every report for people shows it. Nothing in it has to be safe for a terminal yet.
pub struct Shown<'a> {
    /// What stands before each line.
    pub indent: &'a str,
    /// How bad it is.
    pub severity: Severity,
    /// The rule's name.
    pub rule: &'a str,
    /// What is wrong.
    pub message: &'a str,
    /// `offer.toml:3:9  listing.title`.
    pub place: String,
    /// The text, the stretch of it, and where that starts.
    pub excerpt: Option<(&'a str, Span, Position)>,
    /// What follows below the excerpt, each on a line.
    pub notes: Vec<String>,
}

impl Shown<'_> {
    /// Writes it.
    pub fn write(&self, out: &mut String, paint: &Paint) -> std::fmt::Result {
        let Shown { indent, severity, rule, .. } = self;
        let head = paint.severity(*severity, &format!("{}[{rule}]", severity.word()));
        writeln!(out, "{indent}{head} {}", on_one_line(self.message))?;
        writeln!(out, "{indent}  --> {}", on_one_line(&self.place))?;
        if let Some((text, span, position)) = self.excerpt {
            self.write_excerpt(out, paint, text, span, position)?;
        }
        self.notes.iter().try_for_each(|note| writeln!(out, "{indent}  = {}", on_one_line(note)))
    }

    /// The line of the text, and carets under the place; long lines are cut around it.
    fn write_excerpt(&self, out: &mut String, paint: &Paint, text: &str, span: Span, position: Position) -> std::fmt::Result {
        let (before, after) = around(text, span.start);
        let marked: String = text[span.range()].split('\n').next().unwrap_or("").chars().take(ROOM).collect();
        let width = |text: &str| unicode_width::UnicodeWidthStr::width(on_one_line(text).as_str());
        let number = position.line.to_string();
        let carets = width(&marked).clamp(1, ROOM.saturating_sub(width(&before)).max(1));
        writeln!(out, "{}  {number} | {}", self.indent, on_one_line(&(before.clone() + &after)))?;
        let carets = paint.severity(self.severity, &"^".repeat(carets));
        writeln!(out, "{}  {} | {}{carets}", self.indent, " ".repeat(number.len()), " ".repeat(width(&before)))
    }
}

/// How many characters of a line are shown.
const ROOM: usize = 100;

/// What stands before and after byte `at` on its line. It looks at no more of the text than it shows: a line may have megabytes.
fn around(text: &str, at: usize) -> (String, String) {
    let on_line = |c: &char| *c != '\n';
    let mut before: Vec<char> = text[..at].chars().rev().take_while(on_line).take(ROOM).collect();
    let mut after: String = text[at..].chars().take_while(on_line).take(ROOM + 1).collect();
    if after.ends_with('\r') {
        after.pop();
    }
    let long = before.len() + after.chars().count() > ROOM;
    if long {
        before.truncate(ROOM / 2);
    }
    let after = after.chars().take(ROOM - before.len()).collect();
    (before.into_iter().rev().collect(), after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, range: std::ops::Range<usize>) -> String {
        let span = Span::within(text, range);
        let excerpt = Some((text, span, Position::of(text, span.start)));
        let (severity, place, notes) = (Severity::Error, "f:1:1".to_string(), vec!["do\x1bit".to_string()]);
        let mut out = String::new();
        let shown = Shown { indent: "", severity, rule: "r", message: "m", place, excerpt, notes };
        shown.write(&mut out, &Paint(false)).unwrap();
        out
    }

    #[test]
    fn the_caret_stands_under_the_place() {
        assert_eq!(shown("ab\ncdé fgh\r\nx", 8..11), "error[r] m\n  --> f:1:1\n  2 | cdé fgh\n    |     ^^^\n  = do⟨U+001B⟩it\n");
        assert!(shown("日本x", 6..7).contains("  1 | 日本x\n    |     ^\n"));
        assert!(shown("ab\n", 2..3).contains("  1 | ab\n    |   ^\n"));
        assert!(shown("", 0..0).contains("  1 | \n    | ^\n"));
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let text = format!("{}!{}", "a".repeat(300), "b".repeat(300));
        let line = format!("  1 | {}!{}\n    | {}^\n", "a".repeat(50), "b".repeat(49), " ".repeat(50));
        assert!(shown(&text, 300..301).contains(&line), "{}", shown(&text, 300..301));
        assert!(shown(&text, 0..601).contains(&format!("    | {}\n", "^".repeat(100))));
        let fits = "a".repeat(99) + "!";
        assert!(shown(&fits, 99..100).contains(&format!("  1 | {fits}\n    | {}^\n", " ".repeat(99))));
    }
}
