//! Underscores in identifiers.

use super::{Check, Checked};
use crate::offer::Kind;
use crate::rule::{Examples, Layer, Rule, Severity, Source};

static RULE: Rule = Rule {
    id: "identifier-underscore",
    summary: "an id with an underscore",
    severities: Severity::Advice.but_in_2018(Severity::Error),
    layer: Layer::Marketplace,
    explanation: "The portal of 2018 took no underscores in ids; Partner Center does. An id can never be changed: with hyphens only it fits every edition of the form.",
    source: Source {
        document: "Cloud Partner Portal; Partner Center",
        section: "Offer Settings tab; Create an IoT Edge module offer",
        date: "2023-10",
    },
    examples: Examples::Offer { fails: &[&[("offer.id", "tank_level")]], passes: &[&[("offer.id", "tank-level")]] },
};

/// The rule.
pub static CHECKED: Checked = Checked {
    rule: &RULE,
    check: Check::Field(|_, instance, findings| {
        if let (Kind::Identifier, Some(at)) = (instance.field.kind, instance.text.find('_')) {
            findings
                .within(&RULE, instance, at..at + 1, "an underscore does not fit every edition of the form")
                .help("write a hyphen");
        }
    }),
};
