//! Emojis in names.

use super::{Check, Checked};
use crate::rule::{Examples, Layer, Rule, Severity, Source};

static RULE: Rule = Rule {
    id: "title-emoji",
    summary: "a title or plan name holds an emoji",
    severities: Severity::Error.everywhere(),
    layer: Layer::Marketplace,
    explanation: "Names may hold trademark and copyright signs, but no emojis.",
    source: Source {
        document: "Partner Center",
        section: "Configure IoT Edge module offer listing details, name",
        date: "2023-10",
    },
    examples: Examples::Offer {
        fails: &[&[("listing.title", "Tank Level 🚀")], &[("plans[0].name", "Plan ☀️")]],
        passes: &[&[("listing.title", "Tank Level™ ©2026 №5 – 水位")]],
    },
};

/// The rule.
pub static CHECKED: Checked = Checked {
    rule: &RULE,
    check: Check::Field(|_, instance, findings| {
        if !matches!(instance.field.key, "listing.title" | "plans[].name") {
            return;
        }
        if let Some((at, found)) = instance.text.char_indices().find(|(_, c)| is_emoji(*c)) {
            findings
                .within(&RULE, instance, at..at + found.len_utf8(), format!("{} holds the emoji {found}", instance.field.label))
                .help("take it away");
        }
    }),
};

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{fe0f}' | '\u{20e3}' | '\u{2600}'..='\u{27bf}' | '\u{2b50}' | '\u{2b55}' | '\u{1f000}'..='\u{1faff}')
}
