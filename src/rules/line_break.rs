//! A line break in a field of one line.

use super::{Check, Checked};
use crate::offer::{Kind, Reading, Value};
use crate::rule::{Edit, Examples, Fix, Layer, Rule, Severity, Source, Span};

static RULE: Rule = Rule {
    id: "line-break",
    summary: "a field of one line holds a line break",
    severities: Severity::Error.everywhere(),
    layer: Layer::Marketplace,
    explanation: "Titles, summaries, addresses and names are one line of plain text. The form rejects a line break in them.\n\nReplace it by a space.",
    source: Source { document: "Certification policies", section: "100.1.2", date: "2022-05" },
    examples: Examples::Offer {
        fails: &[&[("listing.summary", "Reads tanks\nand sends levels.")]],
        passes: &[&[("plans[0].description", "Two\nlines.")]],
    },
};

/// The rule.
pub static CHECKED: Checked = Checked {
    rule: &RULE,
    check: Check::Field(|_, instance, findings| {
        let several_lines = matches!(instance.field.kind, Kind::Prose | Kind::TextFile(..) | Kind::JsonValue | Kind::Route);
        let Reading::Value(Value::Text(_)) = instance.reading else { return };
        if several_lines {
            return;
        }
        if let Some(at) = instance.text.find(['\n', '\r']) {
            let fix = Fix { label: "Replace line breaks by spaces".to_string(), edits: replacements(&instance.text) };
            findings.problem(
                instance,
                crate::rule::Problem {
                    fix: Some(fix),
                    ..crate::rule::Problem::new(
                        &RULE,
                        &instance.text,
                        at..at + 1,
                        format!("{} holds a line break", instance.field.label),
                    )
                },
            );
        }
    }),
};

fn replacements(text: &str) -> Vec<Edit> {
    text.match_indices(['\n', '\r'])
        .map(|(at, found)| Edit { span: Span { start: at, end: at + found.len() }, text: " ".to_string() })
        .collect()
}
