//! Publisher id and offer id together.

use super::{Check, Checked};
use crate::offer::FieldPath;
use crate::rule::{Examples, Layer, Rule, Severity, Source};

static RULE: Rule = Rule {
    id: "ids-too-long-together",
    summary: "publisher id and offer id together have 50 characters or more",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Marketplace,
    explanation: "A comment that Microsoft left in the source of its setup page says: \"The Offer ID combined with the Publisher ID must be under 50 characters in length.\" The published page does not show it, and both ids can never be changed.\n\nChoose a shorter offer id before you press Create.",
    source: Source { document: "Partner Center", section: "Create an IoT Edge module offer, hidden comment", date: "2022-03" },
    examples: Examples::Offer {
        fails: &[&[("offer.id", "tank-level-gateway-for-ultrasonic-sensors")]],
        passes: &[&[("offer.id", "tank-level-gateway")]],
    },
};

/// The rule.
pub static CHECKED: Checked = Checked {
    rule: &RULE,
    check: Check::Offer(|offer, findings| {
        let length = offer.get("offer.publisher").chars().count() + offer.get("offer.id").chars().count();
        if length >= 50 {
            findings
                .at_path(
                    &RULE,
                    &FieldPath::of("offer.id", &[]),
                    format!("publisher id and offer id have {length} characters together; fewer than 50 are safe"),
                )
                .help(format!("shorten the offer id by {}", length - 49));
        }
    }),
};
