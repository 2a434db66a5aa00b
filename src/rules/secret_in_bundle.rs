//! Secrets that must not stand in a bundle.

use super::{Check, Checked};
use crate::rule::{Examples, Layer, Rule, Severity, Source};

static RULE: Rule = Rule {
    id: "secret-in-bundle",
    summary: "something that looks like a key, token or password",
    severities: Severity::Error.everywhere(),
    layer: Layer::Certification,
    explanation: "A bundle lies in git and its texts become public. Connection strings, access keys, tokens and passwords do not belong there, and certification policy 100.11 forbids credentials in a listing.\n\nTake it out, make a new one at its source (this one is burnt), and use a placeholder such as <CONNECTION_STRING>.",
    source: Source { document: "Certification policies", section: "100.11", date: "2024-08" },
    examples: Examples::Offer {
        fails: &[
            &[(
                "plans[0].variables[0].value",
                "HostName=hub.azure-devices.net;SharedAccessKeyName=device;SharedAccessKey=bm90IGEgcmVhbCBrZXkgYXQgYWxsISE=",
            )],
            &[("certification.notes", "Use AccountKey=bm90IGEgcmVhbCBrZXkgYXQgYWxsISEhISE= for the test.")],
            &[("certification.notes", "-----BEGIN RSA PRIVATE KEY-----")],
        ],
        passes: &[
            &[("plans[0].variables[0].value", "SharedAccessKey=<MY_KEY>")],
            &[("certification.notes", "Ask us for the SharedAccessKey.")],
        ],
    },
};

/// A name that is followed by `=` or `:` and a secret.
const NAMES: &[&str] = &[
    "sharedaccesskey",
    "accountkey",
    "sharedaccesssignature",
    "accesskey",
    "clientsecret",
    "client_secret",
    "apikey",
    "api_key",
    "password",
    "passwd",
    "pwd",
    "sig",
];

/// The rule.
pub static CHECKED: Checked = Checked {
    rule: &RULE,
    check: Check::Field(|_, instance, findings| {
        if let Some(range) = secret(&instance.text) {
            findings
                .within(&RULE, instance, range, format!("{} holds what looks like a secret", instance.field.label))
                .help("take it out and use a placeholder such as <CONNECTION_STRING>");
        }
    }),
};

fn secret(text: &str) -> Option<std::ops::Range<usize>> {
    if let Some(at) = text.find("PRIVATE KEY-----") {
        return Some(at..at + "PRIVATE KEY-----".len());
    }
    let lower = text.to_ascii_lowercase();
    NAMES.iter().find_map(|name| {
        lower.match_indices(name).find_map(|(at, _)| {
            let word_before = lower[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
            let rest = &text[at + name.len()..];
            let value =
                rest.trim_start_matches(['"', '\'']).trim_start().strip_prefix(['=', ':'])?.trim_start_matches([' ', '"', '\'']);
            let length = value
                .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=' | '_' | '-' | '%' | '.' | '!' | '~')))
                .unwrap_or(value.len());
            // A short word is a name or a placeholder; keys are long and mix letters and digits or end in "=".
            let mixed = value[..length].bytes().any(|byte| byte.is_ascii_digit()) || value[..length].ends_with('=');
            let start = text.len() - value.len();
            (!word_before && length >= 16 && mixed).then_some(start..start + length)
        })
    })
}
