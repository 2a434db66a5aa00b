//! A value of another type than the field wants.

use super::{Check, Checked};
use crate::offer::{Kind, Reading};
use crate::rule::{Examples, Layer, Rule, Severity, Source};

static RULE: Rule = Rule {
    id: "value-wrong-type",
    summary: "a value has another type than its field",
    severities: Severity::Error.everywhere(),
    layer: Layer::Bundle,
    explanation: "offer.toml gives this field a number, a table or the like where it wants a text, a list or true/false, so the value cannot be read.\n\nWrite texts in quotes (version = \"1.0\"), lists in brackets (tags = [\"latest\"]), and yes or no as true or false without quotes.",
    source: Source { document: "edge-offer", section: "format of the bundle", date: "2026-11" },
    examples: Examples::Files("rules/value_wrong_type.rs"),
};

/// The rule.
pub static CHECKED: Checked = Checked {
    rule: &RULE,
    check: Check::AnyField(|_, instance, findings| {
        let Reading::Wrong(found) = instance.reading else { return };
        let (wanted, example) = match instance.field.kind {
            Kind::Flag => ("true or false", "true"),
            Kind::Words | Kind::Choices(_) | Kind::Subcategories(_) => ("a list of texts", "[\"…\"]"),
            _ => ("a text", "\"…\""),
        };
        findings
            .at(&RULE, instance, format!("{} is {found} where {wanted} is wanted", instance.path))
            .help(format!("write {} = {example}", instance.field.name()));
    }),
};

#[cfg(test)]
mod tests {
    use crate::rules::tests::ids;

    #[test]
    fn each_wrong_type_is_named_at_its_place() {
        for (toml, field) in [
            ("[listing]\ntitle = 5\n", "listing.title"),
            ("[[plans]]\ntags = \"latest\"\n", "plans[0].tags"),
            ("[[plans]]\nhidden = \"no\"\n", "plans[0].hidden"),
            ("[listing.title]\n", "listing.title"),
            ("[[plans]]\ntags = [1]\n", "plans[0].tags"),
        ] {
            assert!(ids(toml).contains(&("value-wrong-type", field.to_string())), "{toml}");
        }
        assert!(!ids("[listing]\ntitle = \"x\"\n").iter().any(|(id, _)| *id == "value-wrong-type"));
    }
}
