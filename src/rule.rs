//! The vocabulary of judgement: what a rule is, how bad it is, who says so, and where in a text it applies.

use std::ops::Range;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a thought; never an obstacle.
    Advice,
    /// It passes, but does not do what it seems to do, or risks a rejection.
    Warning,
    /// It would be rejected, or does not work.
    Error,
}

impl Severity {
    /// The word for people and machines: `error`, `warning`, `advice`.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Advice => "advice",
        }
    }

    /// As bad as this in every edition of the form.
    pub const fn everywhere(self) -> Severities {
        Severities { partner_center: self, portal_2018: self }
    }

    /// As bad as this in Partner Center, and as bad as `portal_2018` in the portal of 2018.
    pub const fn but_in_2018(self, portal_2018: Severity) -> Severities {
        Severities { partner_center: self, portal_2018 }
    }
}

/// How bad it is to break a rule, in each edition of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Severities {
    /// In Partner Center.
    pub partner_center: Severity,
    /// In the portal of 2018.
    pub portal_2018: Severity,
}

/// Who would reject what a rule speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
pub enum Layer {
    /// The marketplace's form.
    #[serde(rename = "M")]
    Marketplace,
    /// The runtime: edgeHub, edgeAgent, aziot-edged, dockerd.
    #[serde(rename = "R")]
    Runtime,
    /// IoT Hub.
    #[serde(rename = "H")]
    Hub,
    /// Certification by people.
    #[serde(rename = "C")]
    Certification,
    /// edge-offer itself: the bundle on disk cannot be used as it is.
    #[serde(rename = "B")]
    Bundle,
}

impl Layer {
    /// The layer's letter, as in reports: `M`, `R`, `H`, `C`, `B`.
    pub fn letter(self) -> char {
        match self {
            Layer::Marketplace => 'M',
            Layer::Runtime => 'R',
            Layer::Hub => 'H',
            Layer::Certification => 'C',
            Layer::Bundle => 'B',
        }
    }

    /// Who that is, in words.
    pub fn who(self) -> &'static str {
        match self {
            Layer::Marketplace => "the marketplace's form",
            Layer::Runtime => "the IoT Edge runtime",
            Layer::Hub => "IoT Hub",
            Layer::Certification => "certification",
            Layer::Bundle => "edge-offer",
        }
    }
}

/// Where a rule or a limit comes from. Rules drift, so every source has a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Source {
    /// The document or the source file.
    pub document: &'static str,
    /// The section, page or function in it; may be empty.
    pub section: &'static str,
    /// The date of the text, `YYYY-MM` or `YYYY-MM-DD`.
    pub date: &'static str,
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.document)?;
        for part in [self.section, self.date] {
            if !part.is_empty() {
                write!(f, ", {part}")?;
            }
        }
        Ok(())
    }
}

/// One checkable requirement: everything that people are told about it. The check stands beside it, in the same file.
#[derive(Debug)]
pub struct Rule {
    /// The name in kebab-case, unique, never changed once published.
    pub id: &'static str,
    /// One line: the pattern that is wrong, not the cure.
    pub summary: &'static str,
    /// How bad it is, in each edition.
    pub severities: Severities,
    /// Who would reject it.
    pub layer: Layer,
    /// What it is, why it matters, what to do: plain text, paragraphs separated by an empty line.
    pub explanation: &'static str,
    /// Where it is written.
    pub source: Source,
    /// Cases that break the rule and cases that keep it; the tests run them all.
    pub examples: Examples,
}

impl Rule {
    /// How bad it is in the form of today, Partner Center.
    pub fn severity(&self) -> Severity {
        self.severities.partner_center
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

/// The examples of a rule.
#[derive(Debug)]
pub enum Examples {
    /// Texts for `edge-offer lint KIND`.
    Piece {
        /// The kind's name on the command line: `route`, `condition`, `twin`, `create-options`, …
        kind: &'static str,
        /// Each breaks the rule.
        fails: &'static [&'static str],
        /// Each keeps it.
        passes: &'static [&'static str],
    },
    /// Changes to the sample offer: lists of `(field, value)`, as `--set` takes them.
    Offer {
        /// Each list makes the sample break the rule.
        fails: &'static [&'static [(&'static str, &'static str)]],
        /// Each list keeps it.
        passes: &'static [&'static [(&'static str, &'static str)]],
    },
    /// The rule speaks of files as they are on disk; its tests stand in the file that the text names.
    Files(&'static str),
}

/// A stretch of a text, in bytes; always within the text and on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The part of `range` that lies in `text`, moved outwards to whole characters at its start and inwards at its end.
    pub fn within(text: &str, range: Range<usize>) -> Span {
        let start = text.floor_char_boundary(range.start.min(text.len()));
        let end = text.floor_char_boundary(range.end.min(text.len())).max(start);
        Span { start, end }
    }

    /// The stretch as a range, to slice with.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// A place in a text as people count it: both from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Position {
    /// The position of byte `at` in `text`; past the end it is the end.
    pub fn of(text: &str, at: usize) -> Position {
        let at = text.floor_char_boundary(at.min(text.len()));
        let before = &text[..at];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Position { line: before.bytes().filter(|b| *b == b'\n').count() + 1, column: before[line_start..].chars().count() + 1 }
    }
}

/// Replaces one stretch of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; an empty stretch inserts.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// A certain cure for a problem: edits of the text in which it was found, in order, not overlapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in the imperative: `Write "AND"`.
    pub label: String,
    /// The edits, by rising position.
    pub edits: Vec<Edit>,
}

/// The edits of several fixes of one text that can be made together: where two overlap, the first counts.
pub fn compatible(fixes: impl IntoIterator<Item = Fix>) -> Vec<Edit> {
    let mut taken: std::collections::BTreeMap<usize, Edit> = std::collections::BTreeMap::new();
    for fix in fixes {
        // Two insertions at one place, and an edit that begins where another ends, are left for the next round.
        let is_free = |edit: &Edit| {
            let before = taken.range(..=edit.span.end).next_back();
            before.is_none_or(|(_, other)| other.span.end < edit.span.start)
        };
        if fix.edits.iter().all(is_free) {
            taken.extend(fix.edits.into_iter().map(|edit| (edit.span.start, edit)));
        }
    }
    taken.into_values().collect()
}

/// A text after edits that are ordered by rising position and do not overlap.
pub fn applied(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        out.push_str(text.get(at..edit.span.start).unwrap_or(""));
        out.push_str(&edit.text);
        at = edit.span.end;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

/// What a rule says about one stretch of one text.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The rule that says so.
    pub rule: &'static Rule,
    /// Where in the text that was judged.
    pub span: Span,
    /// What is wrong here, for a person.
    pub message: String,
    /// What to write instead, if that can be said.
    pub help: Option<String>,
    /// A certain cure, if there is one.
    pub fix: Option<Fix>,
}

impl Problem {
    /// A problem of `rule` at `range` of `text`.
    pub fn new(rule: &'static Rule, text: &str, range: Range<usize>, message: impl Into<String>) -> Problem {
        Problem { rule, span: Span::within(text, range), message: message.into(), help: None, fix: None }
    }

    /// The same with what to do.
    pub fn help(mut self, help: impl Into<String>) -> Problem {
        self.help = Some(help.into());
        self
    }

    /// The same with a certain cure.
    pub fn fix(mut self, label: impl Into<String>, edits: Vec<Edit>) -> Problem {
        self.fix = Some(Fix { label: label.into(), edits });
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_never_cuts_a_character() {
        let text = "aé";
        assert_eq!(Span::within(text, 2..9), Span { start: 1, end: 3 });
        assert_eq!(Span::within(text, 9..12), Span { start: 3, end: 3 });
    }

    #[test]
    fn positions_count_characters_from_one() {
        assert_eq!(Position::of("é\nxy", 4), Position { line: 2, column: 2 });
        assert_eq!(Position::of("", 7), Position { line: 1, column: 1 });
    }
}
