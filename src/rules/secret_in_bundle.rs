//! Secrets that must not stand in a bundle.

use super::{Check, Checked};
use crate::rule::{Examples, Layer, Rule, Severity, Source};
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

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
            &[("certification.notes", "Clone with ghp_16C7e42F292c6912E7710c838347Ae178B4a.")],
            &[("listing.description", "<p>amqps://tank:Zw4kT9rb@broker.fjordsensing.example</p>")],
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
    check: Check::AnyField(|_, instance, findings| {
        if let Some(range) = secret(&instance.text) {
            findings
                .within(&RULE, instance, range, format!("{} holds what looks like a secret", instance.field.label))
                .help(HELP);
        }
    }),
};

const HELP: &str = "take it out and use a placeholder such as <CONNECTION_STRING>";

/// The same for what is no field: comments and unknown keys.
pub static BESIDE_FIELDS: Checked = Checked {
    rule: &RULE,
    check: Check::Offer(|offer, findings| {
        let text = offer.document().toml().text();
        let Some(range) = secret(text) else { return };
        let found = &text[range.clone()];
        if !offer.all().iter().any(|instance| instance.text.contains(found)) {
            findings.in_offer_file(&RULE, range, "offer.toml holds what looks like a secret").help(HELP);
        }
    }),
};

fn secret(text: &str) -> Option<std::ops::Range<usize>> {
    /// All names are looked for at once: this rule reads every text of the offer with every key.
    static FOR_NAMES: LazyLock<Option<AhoCorasick>> =
        LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).build(NAMES).ok());
    if let Some(at) = text.find("PRIVATE KEY-----") {
        return Some(at..at + "PRIVATE KEY-----".len());
    }
    if let Some(range) = token(text) {
        return Some(range);
    }
    FOR_NAMES.as_ref()?.find_overlapping_iter(text).find_map(|name| {
        let word_before = text[..name.start()].ends_with(|c: char| c.is_ascii_alphanumeric());
        let rest = &text[name.end()..];
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
}

/// Tokens whose form alone gives them away: the beginning, and how many letters, digits, `_` and `-` follow at least.
const TOKENS: [(&str, usize); 9] = [
    ("ghp_", 30),
    ("gho_", 30),
    ("github_pat_", 30),
    ("glpat-", 20),
    ("xoxb-", 20),
    ("xoxp-", 20),
    ("AKIA", 16),
    ("sk_live_", 20),
    ("eyJhbGciOi", 20),
];

/// A token, or a password in an address.
fn token(text: &str) -> Option<std::ops::Range<usize>> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    static FOR_TOKENS: LazyLock<Option<AhoCorasick>> =
        LazyLock::new(|| AhoCorasick::new(TOKENS.iter().map(|(begin, _)| begin)).ok());
    let by_form = FOR_TOKENS.as_ref().and_then(|tokens| {
        tokens.find_overlapping_iter(text).find_map(|found| {
            let (_, least) = TOKENS.get(found.pattern().as_usize())?;
            let rest = &text[found.end()..];
            let length = rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())].trim_end_matches('.').len();
            let begins = !text[..found.start()].ends_with(char::is_alphanumeric);
            (length >= *least && begins).then_some(found.start()..found.end() + length)
        })
    });
    by_form.or_else(|| {
        text.match_indices("://").find_map(|(at, _)| {
            let start = at + "://".len();
            let rest = &text[start..];
            let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '/' | '"' | '<' | '>')).unwrap_or(rest.len());
            let (user, _) = rest[..end].split_once('@')?;
            let (_, password) = user.split_once(':')?;
            (password.len() >= 4).then_some(start..start + user.len())
        })
    })
}
