//! Identifiers of publisher, offer and plans.

use super::{Check, Checked};
use crate::offer::Kind;
use crate::rule::{Examples, Layer, Rule, Severity, Source};

static RULE: Rule = Rule {
    id: "identifier-malformed",
    summary: "an id has characters that the form does not take",
    severities: Severity::Error.everywhere(),
    layer: Layer::Marketplace,
    explanation: "Ids of offers and plans are lower-case letters, digits and hyphens, begin and end with a letter or digit, and can never be changed after Create.\n\nAn id is seen in web addresses and in the telemetry of the module: choose it with care.",
    source: Source {
        document: "Partner Center product ingestion models",
        section: "ExternalId; Create an IoT Edge module offer",
        date: "2025-04",
    },
    examples: Examples::Offer {
        fails: &[
            &[("offer.id", "Tank-Level")],
            &[("offer.id", "tank level")],
            &[("offer.id", "-tank")],
            &[("offer.id", "tank-")],
            &[("plans[0].id", "größe")],
        ],
        passes: &[&[("offer.id", "tank-level-2")], &[("offer.id", "tank_level")]],
    },
};

/// The rule.
pub static CHECKED: Checked = Checked {
    rule: &RULE,
    check: Check::Field(|_, instance, findings| {
        if instance.field.kind != Kind::Identifier || instance.is_empty() {
            return;
        }
        let text = &instance.text;
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
        if let Some((at, bad)) = text.char_indices().find(|(_, c)| !fits(*c)) {
            let shown = crate::visible::on_one_line(&bad.to_string());
            findings
                .within(&RULE, instance, at..at + bad.len_utf8(), format!("{} cannot have \"{shown}\"", instance.field.label))
                .help("lower-case letters, digits and hyphens only");
        } else if !text.starts_with(|c: char| c.is_ascii_alphanumeric()) || !text.ends_with(|c: char| c.is_ascii_alphanumeric()) {
            findings.at(&RULE, instance, format!("{} must begin and end with a letter or digit", instance.field.label));
        }
    }),
};
