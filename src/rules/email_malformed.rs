//! E-mail addresses.

use super::{Check, Checked};
use crate::offer::Kind;
use crate::rule::{Examples, Layer, Rule, Severity, Source};

static RULE: Rule = Rule {
    id: "email-malformed",
    summary: "an e-mail address is malformed",
    severities: Severity::Error.everywhere(),
    layer: Layer::Marketplace,
    explanation: "The form wants one plain address: a name, @, and a domain with a dot; no display name, no angle brackets, no list.",
    source: Source {
        document: "Partner Center",
        section: "IoT Edge module offer listing details, contact information",
        date: "2023-10",
    },
    examples: Examples::Offer {
        fails: &[
            &[("support.contact.email", "support")],
            &[("support.contact.email", "a@b")],
            &[("support.contact.email", "Ann <ann@fjord.example>")],
            &[("support.contact.email", "a@b.example, c@d.example")],
        ],
        passes: &[&[("support.contact.email", "first.last+azure@mail.fjordsensing.example")]],
    },
};

/// The rule.
pub static CHECKED: Checked = Checked {
    rule: &RULE,
    check: Check::Field(|_, instance, findings| {
        if instance.field.kind != Kind::Email || instance.is_empty() {
            return;
        }
        let options = email_address::Options::default().with_required_tld().without_display_text().without_domain_literal();
        let quoted = instance.text.starts_with('"');
        if quoted || email_address::EmailAddress::parse_with_options(&instance.text, options).is_err() {
            findings.at(&RULE, instance, "this is no e-mail address").help(format!("for example: {}", instance.field.example));
        }
    }),
};
