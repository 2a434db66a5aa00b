//! Things that may stand only once: categories, subscriptions, tags.

use super::{Check, Checked};
use crate::offer::FieldPath;
use crate::rule::{Examples, Layer, Rule, Severity, Source};

static CATEGORIES_RULE: Rule = Rule {
    id: "categories-not-distinct",
    summary: "the secondary category is the primary one again",
    severities: Severity::Error.everywhere(),
    layer: Layer::Marketplace,
    explanation: "The second category is another than the first, or empty. More of the first one's places are its subcategories.",
    source: Source { document: "Partner Center", section: "IoT Edge module offer properties, categories", date: "2023-10" },
    examples: Examples::Offer {
        fails: &[&[("listing.second-category", "internet-of-things")]],
        passes: &[&[("listing.second-category", "analytics-amp")]],
    },
};

/// The same category twice.
pub static CATEGORIES: Checked = Checked {
    rule: &CATEGORIES_RULE,
    check: Check::Offer(|offer, findings| {
        let second = offer.get("listing.second-category");
        if !second.is_empty() && second == offer.get("listing.category") {
            findings
                .at_path(&CATEGORIES_RULE, &FieldPath::of("listing.second-category", &[]), "this is the primary category again")
                .help("choose another, or none");
        }
    }),
};

static SUBSCRIPTIONS_RULE: Rule = Rule {
    id: "subscriptions-not-distinct",
    summary: "a subscription stands twice in the preview audience",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Marketplace,
    explanation: "The same subscription stands twice; the second time it was probably meant to be another one.",
    source: Source {
        document: "Partner Center",
        section: "Set the preview audience for an IoT Edge module offer",
        date: "2023-10",
    },
    examples: Examples::Offer {
        fails: &[&[("audience.subscriptions[1].id", "7D2B1F0E-54a9-4c83-9a3e-2f8f2a7f61c5")]],
        passes: &[&[("audience.subscriptions[1].id", "8d2b1f0e-54a9-4c83-9a3e-2f8f2a7f61c5")]],
    },
};

/// The same subscription twice.
pub static SUBSCRIPTIONS: Checked = Checked {
    rule: &SUBSCRIPTIONS_RULE,
    check: Check::Offer(|offer, findings| {
        let mut seen = std::collections::HashSet::new();
        for path in offer.instances("audience.subscriptions[].id") {
            let id = offer.text(&path).trim().to_ascii_lowercase();
            if !id.is_empty() && !seen.insert(id) {
                findings.at_path(&SUBSCRIPTIONS_RULE, &path, "this subscription is listed already").help("remove the row");
            }
        }
    }),
};

static TAGS_RULE: Rule = Rule {
    id: "tags-not-distinct",
    summary: "a tag stands twice",
    severities: Severity::Error.everywhere(),
    layer: Layer::Marketplace,
    explanation: "The form takes each tag once. A tag that stands twice was probably meant to be another one, such as that of a second platform.",
    source: Source { document: "Partner Center", section: "Set plan technical configuration, image versions", date: "2023-10" },
    examples: Examples::Offer {
        fails: &[&[("plans[0].tags", "latest, 1.4.0, 1.4.0-linux-x64, 1.4.0-linux-arm64, 1.4.0")]],
        passes: &[&[("plans[0].tags", "latest, 1.4.0, 1.4.0-linux-x64, 1.4.0-linux-arm64")]],
    },
};

/// The same tag twice.
pub static TAGS: Checked = Checked {
    rule: &TAGS_RULE,
    check: Check::Field(|_, instance, findings| {
        if instance.field.key != "plans[].tags" {
            return;
        }
        let items = instance.items();
        if let Some((at, twice)) = items.iter().enumerate().find(|(at, tag)| items[..*at].contains(tag)) {
            let shown = crate::wrap::clipped(&crate::visible::on_one_line(twice), 40);
            findings.at_item(&TAGS_RULE, instance, at, format!("the tag {shown} is listed twice")).help("take one away");
        }
    }),
};
