//! An offer whose plans are all hidden.

use super::{Check, Checked};
use crate::offer::{FieldPath, Kind, Reading, Value};
use crate::rule::{Examples, Layer, Rule, Severity, Source};

static RULE: Rule = Rule {
    id: "plans-without-public",
    summary: "every plan is hidden",
    severities: Severity::Error.everywhere(),
    layer: Layer::Certification,
    explanation: "Certification policy 100.1.5 wants at least one public plan. A hidden plan can be reached only through another product.",
    source: Source { document: "Certification policies", section: "100.1.5", date: "2024-08" },
    examples: Examples::Offer { fails: &[&[("plans[0].hidden", "true")]], passes: &[&[("plans[0].hidden", "false")]] },
};

/// The rule.
pub static CHECKED: Checked = Checked {
    rule: &RULE,
    check: Check::Offer(|offer, findings| {
        let hidden = |path: &FieldPath| offer.reading(path, Kind::Flag) == Reading::Value(Value::Flag(true));
        let plans = offer.instances("plans[].hidden");
        if !plans.is_empty() && plans.iter().all(hidden) {
            findings.at_path(&RULE, &plans[0], "every plan is hidden").help("make one plan public");
        }
    }),
};
