//! Telephone numbers.

use super::{Check, Checked};
use crate::offer::Kind;
use crate::rule::{Examples, Layer, Rule, Severity, Source};

static RULE: Rule = Rule {
    id: "phone-malformed",
    summary: "a telephone number is malformed",
    severities: Severity::Error.everywhere(),
    layer: Layer::Marketplace,
    explanation: "The form takes the notations of E.123: digits (7 to 15 of them) with spaces, hyphens, dots or parentheses, a leading + for the country code, and perhaps an extension. Letters are no digits.",
    source: Source { document: "Partner Center", section: "marketplace criteria for content validation", date: "2022-05" },
    examples: Examples::Offer {
        fails: &[
            &[("support.contact.phone", "call us")],
            &[("support.contact.phone", "12345")],
            &[("support.contact.phone", "+47 22 12 34 56 78 90 12 34")],
            &[("support.contact.phone", "22+123456")],
        ],
        passes: &[
            &[("support.contact.phone", "(0421) 555-0199")],
            &[("support.contact.phone", "+1 425 555 0100 ext. 12")],
            &[("support.contact.phone", "22.12.34.56")],
        ],
    },
};

/// The rule.
pub static CHECKED: Checked = Checked {
    rule: &RULE,
    check: Check::Field(|_, instance, findings| {
        if instance.field.kind == Kind::Phone && !instance.is_empty() && !is_phone(instance.text.trim()) {
            findings.at(&RULE, instance, "this is no telephone number").help("for example: +47 22 12 34 56");
        }
    }),
};

fn is_phone(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let (number, extension) = ["ext.", "ext", "x"].iter().find_map(|mark| lower.split_once(mark)).unwrap_or((&lower, ""));
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let number = number.strip_prefix('+').unwrap_or(number);
    (7..=15).contains(&digits)
        && number.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '.' | '(' | ')' | '/'))
        && extension.chars().all(|c| c.is_ascii_digit() || c == ' ')
}
