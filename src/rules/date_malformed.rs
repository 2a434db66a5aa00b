//! Days.

use super::{Check, Checked};
use crate::offer::Kind;
use crate::rule::{Examples, Layer, Rule, Severity, Source};
use jiff::civil::Date;

static RULE: Rule = Rule {
    id: "date-malformed",
    summary: "a day is not written YYYY-MM-DD",
    severities: Severity::Error.everywhere(),
    layer: Layer::Bundle,
    explanation: "Days in offer.toml are written as in 2026-11-23: year, month, day. A suppression whose day cannot be read has no effect, and an answer without a day is none.",
    source: Source { document: "ISO 8601", section: "calendar dates, extended format", date: "2019-02" },
    examples: Examples::Offer {
        fails: &[&[("certification.checked.device", "yes")], &[("certification.checked.device", "2026-02-30")]],
        passes: &[&[("certification.checked.device", "2026-02-28")]],
    },
};

/// The rule.
pub static CHECKED: Checked = Checked {
    rule: &RULE,
    check: Check::Field(|_, instance, findings| {
        if matches!(instance.field.kind, Kind::Date | Kind::Answer) && !instance.is_empty() && parse(&instance.text).is_none() {
            findings.at(&RULE, instance, "this is no day").help("write it as 2026-11-23");
        }
    }),
};

/// The day that a text names.
pub fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    (text.len() == 10).then(|| text.parse().ok()).flatten()
}
