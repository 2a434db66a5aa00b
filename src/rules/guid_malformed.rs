//! Subscription ids.

use super::{Check, Checked};
use crate::offer::Kind;
use crate::rule::{Examples, Layer, Rule, Severity, Source};

static RULE: Rule = Rule {
    id: "guid-malformed",
    summary: "a subscription id is no GUID",
    severities: Severity::Error.everywhere(),
    layer: Layer::Marketplace,
    explanation: "An Azure subscription is named by a GUID: 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12, with hyphens between them. `az account show --query id` prints yours. An id of zeros belongs to nobody.",
    source: Source {
        document: "Partner Center",
        section: "Set the preview audience for an IoT Edge module offer",
        date: "2023-10",
    },
    examples: Examples::Offer {
        fails: &[
            &[("audience.subscriptions[0].id", "my subscription")],
            &[("audience.subscriptions[0].id", "00000000-0000-0000-0000-000000000000")],
        ],
        passes: &[&[("audience.subscriptions[0].id", "7D2B1F0E-54A9-4C83-9A3E-2F8F2A7F61C5")]],
    },
};

/// The rule.
pub static CHECKED: Checked = Checked {
    rule: &RULE,
    check: Check::Field(|_, instance, findings| {
        if instance.field.kind != Kind::Guid || instance.is_empty() {
            return;
        }
        let groups: Vec<&str> = instance.text.split('-').collect();
        let shape = groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12]);
        if !shape || !groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit())) {
            findings
                .at(&RULE, instance, format!("{} is no GUID", instance.field.label))
                .help(format!("for example: {}", instance.field.example));
        } else if groups.iter().all(|group| group.bytes().all(|byte| byte == b'0')) {
            findings.at(&RULE, instance, format!("{} is all zeros", instance.field.label));
        }
    }),
};
