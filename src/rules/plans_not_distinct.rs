//! Plans with the same id or name.

use super::{Check, Checked};
use crate::rule::{Examples, Layer, Rule, Severity, Source};
use std::collections::HashMap;

static RULE: Rule = Rule {
    id: "plans-not-distinct",
    summary: "two plans have the same id or name",
    severities: Severity::Error.everywhere(),
    layer: Layer::Marketplace,
    explanation: "Plan ids and plan names are unique within an offer. Customers choose by name, and the module's default name is made from it.",
    source: Source { document: "Partner Center", section: "Create and edit plans for an IoT Edge module offer", date: "2023-10" },
    examples: Examples::Files("rules/plans_not_distinct.rs"),
};

/// The rule.
pub static CHECKED: Checked = Checked {
    rule: &RULE,
    check: Check::Offer(|offer, findings| {
        for (key, label) in [("plans[].id", "id"), ("plans[].name", "name")] {
            let mut seen: HashMap<String, usize> = HashMap::new();
            for (plan, path) in offer.instances(key).into_iter().enumerate() {
                let text = offer.text(&path).trim().to_lowercase();
                if text.is_empty() {
                    continue;
                }
                if let Some(first) = seen.get(&text) {
                    findings
                        .at_path(&RULE, &path, format!("plan {} has the same {label} as plan {}", plan + 1, first + 1))
                        .help(format!("give it a {label} of its own"));
                } else {
                    seen.insert(text, plan);
                }
            }
        }
    }),
};

#[cfg(test)]
mod tests {
    use crate::rules::tests::ids;

    #[test]
    fn the_second_of_two_equal_plans_is_named() {
        let found = ids("[[plans]]\nid = \"a-a\"\nname = \"One\"\n[[plans]]\nid = \"a-a\"\nname = \"one\"\n");
        assert!(
            found.contains(&("plans-not-distinct", "plans[1].id".into()))
                && found.contains(&("plans-not-distinct", "plans[1].name".into()))
        );
        assert!(!ids("[[plans]]\nid = \"a-a\"\n[[plans]]\nid = \"b-b\"\n").iter().any(|(id, _)| *id == "plans-not-distinct"));
    }
}
