//! Placeholders in the default configuration.

use super::{Check, Checked};
use crate::offer::{FieldPath, Instance, Offer};
use crate::rule::{Examples, Layer, Rule, Severity, Source};

const ASSETS: Source = Source {
    document: "Partner Center",
    section: "Prepare IoT Edge module technical assets, default configuration",
    date: "2023-10",
};

/// Whether a field is a value of the default configuration.
fn is_value(key: &str) -> bool {
    matches!(key, "plans[].routes[].value" | "plans[].twin[].value" | "plans[].variables[].value" | "plans[].create-options")
}

static MALFORMED_RULE: Rule = Rule {
    id: "placeholder-malformed",
    summary: "a placeholder that is not written <UPPER_CASE>",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Certification,
    explanation: "Where no default makes sense, the form asks for a placeholder in upper case between angle brackets: ServerIPAddress = <MY_SERVER_IP_ADDRESS>. Other forms (${NAME}, {{name}}, <my name>, YOUR_NAME) are taken for a value by customers and reviewers alike.",
    source: ASSETS,
    examples: Examples::Offer {
        fails: &[
            &[("plans[0].variables[1].value", "<license key>")],
            &[("plans[0].variables[1].value", "${LICENSE_KEY}")],
            &[("plans[0].variables[1].value", "YOUR_LICENSE_KEY")],
            &[("plans[0].variables[1].value", "{{license}}")],
        ],
        passes: &[
            &[("plans[0].variables[1].value", "<LICENSE_KEY>")],
            &[("plans[0].variables[1].value", "a < b")],
            &[("plans[0].variables[1].value", "RTU")],
        ],
    },
};

/// Another form.
pub static MALFORMED: Checked = Checked {
    rule: &MALFORMED_RULE,
    check: Check::Field(|_, instance, findings| {
        if is_value(instance.field.key)
            && let Some((range, wanted)) = malformed(&instance.text)
        {
            let shown = crate::visible::on_one_line(&instance.text[range.clone()]);
            findings
                .within(&MALFORMED_RULE, instance, range, format!("\"{shown}\" looks like a placeholder"))
                .help(format!("write it as <{wanted}>"));
        }
    }),
};

/// A placeholder in another form, and its name in the right one.
fn malformed(text: &str) -> Option<(std::ops::Range<usize>, String)> {
    let name = |inner: &str| {
        inner.trim().chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' }).collect::<String>()
    };
    let is_name = |inner: &str| {
        inner.len() <= 60
            // "a < b and c > d" is a comparison.
            && inner.starts_with(|c: char| c.is_ascii_alphabetic())
            && !inner.ends_with(' ')
            && inner.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' '))
    };
    for (open, close) in [("<", ">"), ("${", "}"), ("$(", ")"), ("{{", "}}")] {
        let mut at = 0;
        while let Some(start) = text[at..].find(open).map(|found| at + found) {
            let inside = start + open.len();
            let Some(end) = text[inside..].find(close).map(|found| inside + found) else { break };
            let inner = &text[inside..end];
            let right = open == "<" && inner.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
            if is_name(inner) && !right {
                return Some((start..end + close.len(), name(inner)));
            }
            at = inside;
        }
    }
    let trimmed = text.trim().trim_matches('"');
    let upper = trimmed.to_ascii_uppercase();
    if trimmed.len() == upper.len()
        && (upper.starts_with("YOUR_") || upper.starts_with("YOUR-") || upper == "CHANGEME" || upper == "CHANGE_ME")
        && is_name(trimmed)
    {
        let start = text.find(trimmed)?;
        return Some((start..start + trimmed.len(), name(trimmed)));
    }
    None
}

static UNEXPLAINED_RULE: Rule = Rule {
    id: "placeholder-unexplained",
    summary: "a placeholder that nothing explains",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Certification,
    explanation: "A customer who finds <MY_SERVER> in the settings has to learn what to write there. Say so beside the setting (What it does), or name it in the description of the offer or the plan.",
    source: ASSETS,
    examples: Examples::Offer {
        fails: &[&[("plans[0].variables[1].value", "<SITE_NUMBER>"), ("plans[0].variables[1].about", "")]],
        passes: &[&[
            ("plans[0].variables[1].value", "<SITE_NUMBER>"),
            ("plans[0].variables[1].about", "The number of the site."),
        ]],
    },
};

/// Unexplained.
pub static UNEXPLAINED: Checked = Checked {
    rule: &UNEXPLAINED_RULE,
    check: Check::Field(|offer, instance, findings| {
        if !is_value(instance.field.key) {
            return;
        }
        let about = match instance.field.key {
            "plans[].create-options" => offer.sibling(&instance.path, "create-options-about"),
            _ => offer.sibling(&instance.path, "about"),
        };
        if !offer.text(&about).trim().is_empty() {
            return;
        }
        let unexplained = placeholders(&instance.text).into_iter().find(|range| {
            let name = instance.text[range.clone()].trim_matches(['<', '>']).to_string();
            // What stands for a module that the publisher cannot know explains itself: Microsoft's own name for it.
            name != "FROM_MODULE_NAME" && !is_told(offer, instance, &name)
        });
        if let Some(range) = unexplained {
            let shown = instance.text[range.clone()].to_string();
            findings
                .within(&UNEXPLAINED_RULE, instance, range, format!("nothing explains {shown}"))
                .help("say under \"What it does\" what to write there");
        }
    }),
};

/// The `<UPPER_CASE>` of a text.
fn placeholders(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    for (start, _) in text.match_indices('<') {
        let rest = &text[start + 1..];
        let length = rest.find(|c: char| !(c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')).unwrap_or(rest.len());
        if length > 0 && rest[length..].starts_with('>') {
            found.push(start..start + length + 2);
        }
    }
    found
}

/// Whether the description of the offer or of the plan names something.
pub fn is_told(offer: &Offer, instance: &Instance, name: &str) -> bool {
    let plan = instance.path.rows().first().copied().unwrap_or(0);
    let text = |key: &str| offer.instance(&FieldPath::of(key, &[plan])).map(|instance| instance.text).unwrap_or_default();
    text("listing.description").contains(name) || text("plans[].description").contains(name)
}
