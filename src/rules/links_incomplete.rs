//! The links that certification wants.

use super::{Check, Checked};
use crate::offer::{FieldPath, Offer};
use crate::rule::{Examples, Layer, Rule, Severity, Source};

static RULE: Rule = Rule {
    id: "links-incomplete",
    summary: "no link to documentation, or none to compatible devices",
    severities: Severity::Error.everywhere(),
    layer: Layer::Certification,
    explanation: "Among the useful links must be one to documentation and one to the devices on which the module runs. Microsoft's text still speaks of its IoT device catalogue, which was retired in February 2024: a page of your own that lists tested devices serves.\n\nSet the kind of one link to Documentation and of another to Device catalogue.",
    source: Source { document: "Partner Center", section: "Prepare IoT Edge module technical assets", date: "2023-10" },
    examples: Examples::Offer {
        fails: &[&[("documentation.links[0].kind", "other")], &[("documentation.links[1].kind", "other")]],
        passes: &[&[("documentation.links[0].kind", "documentation"), ("documentation.links[1].kind", "device-catalogue")]],
    },
};

/// The rule.
pub static CHECKED: Checked = Checked {
    rule: &RULE,
    check: Check::Offer(|offer, findings| {
        // Without any link the list itself says that it is empty.
        if offer.count("documentation.links") == 0 {
            return;
        }
        let path = FieldPath::of("documentation.links", &[]);
        if !has(offer, "documentation") {
            findings.at_path(&RULE, &path, "no link leads to documentation").help("set a link's kind to Documentation");
        }
        if !has(offer, "device-catalogue") {
            findings
                .at_path(&RULE, &path, "no link leads to compatible devices")
                .help("add a page that lists tested devices, of kind Device catalogue");
        }
    }),
};

fn has(offer: &Offer, kind: &str) -> bool {
    offer.instances("documentation.links[].kind").iter().any(|path| offer.text(path) == kind)
}
