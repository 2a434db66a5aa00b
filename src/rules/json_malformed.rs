//! Values and files that have to be JSON.

use super::{Check, Checked};
use crate::offer::Kind;
use crate::offer::field::Language;
use crate::rule::{Examples, Layer, Position, Problem, Rule, Severity, Source};

static RULE: Rule = Rule {
    id: "json-malformed",
    summary: "a value that has to be JSON is not",
    severity: Severity::Error,
    layer: Layer::Marketplace,
    explanation: "Twin values and create options are JSON: names and texts in double quotes, no comma after the last member, no comments. A twin value may be any JSON value; create options are one object in braces.\n\nMicrosoft's own example of create options lacks its outer braces and does not work.",
    source: Source { document: "Partner Center", section: "plan technical configuration", date: "2023-10" },
    examples: Examples::Offer {
        fails: &[
            &[("plans[0].twin[0].value", "{\"a\": 1,}")],
            &[("plans[0].twin[0].value", "30 s")],
            &[("plans[0].create-options", "\"HostConfig\":{}")],
            &[("plans[0].create-options", "[]")],
        ],
        passes: &[&[("plans[0].twin[0].value", "\"30\"")], &[("plans[0].create-options", "{}")]],
    },
};

/// The rule.
pub static CHECKED: Checked = Checked {
    rule: &RULE,
    check: Check::Field(|_, instance, findings| {
        let object_only = match instance.field.kind {
            Kind::JsonValue => false,
            Kind::TextFile(Language::Json, _) => true,
            _ => return,
        };
        if instance.is_empty() {
            return;
        }
        let text = &instance.text;
        match serde_json::from_str::<serde::de::IgnoredAny>(text) {
            Ok(_) if object_only && !text.trim_start().starts_with('{') => {
                findings
                    .within(&RULE, instance, 0..text.len(), "create options are one JSON object")
                    .help("put braces around it");
            }
            Ok(_) => {}
            Err(error) => {
                let at = offset(text, error.line(), error.column());
                let Position { line, column } = Position::of(text, at);
                let message = format!("line {line}, column {column}: {}", reason(&error));
                findings.problem(instance, Problem::new(&RULE, text, at..(at + 1).min(text.len()), message));
            }
        }
    }),
};

fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    text.floor_char_boundary((start + column.saturating_sub(1)).min(text.len()))
}

/// The reason without its position, which is counted in bytes.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(reason, _)| reason.to_string())
}
