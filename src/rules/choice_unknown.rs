//! A value that is none of those from which the field is chosen.

use super::{Check, Checked};
use crate::nearest::nearest;
use crate::rule::{Examples, Layer, Rule, Severity, Source};

static RULE: Rule = Rule {
    id: "choice-unknown",
    summary: "a value is none of the field's choices",
    severities: Severity::Error.everywhere(),
    layer: Layer::Marketplace,
    explanation: "The form offers a fixed set of values for this field, and this is none of them. In offer.toml they are written in lower case with hyphens.\n\nChoose one of the list.",
    source: Source { document: "Partner Center", section: "sources stand with each field", date: "2023-10" },
    examples: Examples::Offer {
        fails: &[
            &[("offer.billing", "paid")],
            &[("listing.category", "iot")],
            &[("plans[0].platforms", "windows/amd64")],
            &[("listing.category", ""), ("listing.subcategories", "iot-edge-modules")],
        ],
        passes: &[&[("offer.billing", "byol")]],
    },
};

/// The rule.
pub static CHECKED: Checked = Checked {
    rule: &RULE,
    check: Check::Field(|offer, instance, findings| {
        let choices = offer.choices(instance.field, &instance.path);
        let is_chosen = matches!(
            instance.field.kind,
            crate::offer::Kind::Choice(_)
                | crate::offer::Kind::Choices(_)
                | crate::offer::Kind::Category
                | crate::offer::Kind::Subcategories(_)
        );
        if !is_chosen {
            return;
        }
        // The choices of a category that is none are not known; that is said at the category.
        if let crate::offer::Kind::Subcategories(of) = instance.field.kind
            && choices.is_empty()
            && !offer.text(&offer.sibling(&instance.path, of)).is_empty()
        {
            return;
        }
        for (at, item) in instance.items().into_iter().enumerate() {
            if choices.iter().any(|(value, _)| *value == item) {
                continue;
            }
            let values: Vec<&str> = choices.iter().map(|(value, _)| *value).collect();
            let shown = crate::visible::on_one_line(&item);
            let finding = findings.at_item(&RULE, instance, at, format!("{} has no choice \"{shown}\"", instance.field.label));
            match nearest(&item, values.iter().copied()) {
                Some(near) => finding.help(format!("did you mean \"{near}\"?")),
                None if values.is_empty() => finding.help("choose the category first"),
                None => finding.help(format!("one of: {}", values.join(", "))),
            };
        }
    }),
};
