//! A dot in a title.

use super::{Check, Checked};
use crate::rule::{Examples, Layer, Rule, Severity, Source};

static RULE: Rule = Rule {
    id: "title-with-dot",
    summary: "a title holds a dot",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Certification,
    explanation: "An offer failed certification three times because of a dot in its title: \"special characters are not allowed in the listing title or offer name\". Microsoft's pages do not say so; reviewers do.\n\nWrite \"Gateway 2\" for \"Gateway 2.0\", or leave the number out: a version belongs into the tags.",
    source: Source {
        document: "Report of a rejected offer (AppSource, Business Central)",
        section: "hougaard.com, letting an app out on AppSource",
        date: "2020-11",
    },
    examples: Examples::Offer {
        fails: &[&[("listing.title", "Tank Level Gateway 1.0")]],
        passes: &[&[("listing.title", "Tank Level Gateway 1")]],
    },
};

/// The rule.
pub static CHECKED: Checked = Checked {
    rule: &RULE,
    check: Check::Field(|_, instance, findings| {
        if instance.field.key == "listing.title"
            && let Some(at) = instance.text.find('.')
        {
            findings
                .within(&RULE, instance, at..at + 1, "a dot in a title has failed a certification")
                .help("write \"1\" for \"1.0\", or leave the number out");
        }
    }),
};
