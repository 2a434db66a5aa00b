//! Characters that nobody sees.

use super::{Check, Checked};
use crate::rule::{Edit, Examples, Fix, Layer, Problem, Rule, Severity, Source, Span};
use crate::visible::is_unsafe_on_screen;

static RULE: Rule = Rule {
    id: "text-invisible",
    summary: "a text holds control characters, direction marks or invisible characters",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Certification,
    explanation: "The text holds characters that nobody sees: terminal controls, marks that turn the direction of writing, zero-width spaces, byte order marks. They come with a paste from a terminal, a chat or a web page; they make words unfindable, and what a reviewer reads need not be what is stored.\n\nThe fix takes them away.",
    source: Source { document: "Certification policies", section: "100.1, accurate and readable content", date: "2024-08" },
    examples: Examples::Offer {
        fails: &[&[("listing.title", "Tank\u{200b} Level")], &[("plans[0].description", "evil\u{202e}txt")]],
        passes: &[&[("listing.title", "Tank Level für Füllstände 水位")]],
    },
};

/// The rule.
pub static CHECKED: Checked = Checked {
    rule: &RULE,
    check: Check::Field(|_, instance, findings| {
        let bad = |c: char| is_unsafe_on_screen(c) && !matches!(c, '\n' | '\r' | '\t');
        let found: Vec<(usize, char)> = instance.text.char_indices().filter(|(_, c)| bad(*c)).collect();
        let Some((at, first)) = found.first().copied() else { return };
        let count = if found.len() == 1 { String::new() } else { format!(", and {} more", found.len() - 1) };
        let message = format!("{} holds the invisible character U+{:04X}{count}", instance.field.label, first as u32);
        let edits =
            found.iter().map(|(at, c)| Edit { span: Span { start: *at, end: at + c.len_utf8() }, text: String::new() }).collect();
        let fix = Some(Fix { label: "Take invisible characters away".to_string(), edits });
        findings.problem(instance, Problem { fix, ..Problem::new(&RULE, &instance.text, at..at + first.len_utf8(), message) });
    }),
};
