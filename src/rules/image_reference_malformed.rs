//! The image URI for customers.

use super::{Check, Checked};
use crate::offer::Kind;
use crate::rule::{Examples, Layer, Rule, Severity, Source};

static RULE: Rule = Rule {
    id: "image-reference-malformed",
    summary: "an image reference cannot be read",
    severity: Severity::Error,
    layer: Layer::Runtime,
    explanation: "An image reference is [host[:port]/]path[:tag], or with @sha256:… in place of the tag; edgeAgent refuses both together, and blanks. In a hierarchy of devices it may begin with $upstream:PORT.",
    source: Source { document: "Azure/iotedge 1.6.1", section: "Agent.Docker, DockerConfig image", date: "2026-02" },
    examples: Examples::Offer {
        fails: &[
            &[("plans[0].image", "fjord.azurecr.io/tank level:1.0")],
            &[("plans[0].image", "fjord.azurecr.io/tank:1.0@sha256:abc")],
            &[("plans[0].image", "https://fjord.azurecr.io/tank:1.0")],
            &[("plans[0].image", "$upstream/tank:1.0")],
        ],
        passes: &[
            &[("plans[0].image", "fjord.azurecr.io/edge/tank:1.4.0")],
            &[("plans[0].image", "localhost:5000/tank")],
            &[("plans[0].image", "$upstream:443/tank:1.0")],
            &[("plans[0].image", "fjord.azurecr.io/tank:<VERSION>-linux-<ARCHITECTURE>")],
        ],
    },
};

/// The rule.
pub static CHECKED: Checked = Checked {
    rule: &RULE,
    check: Check::Field(|_, instance, findings| {
        if instance.field.kind != Kind::Image || instance.is_empty() {
            return;
        }
        let text = instance.text.trim();
        let last = text.rsplit('/').next().unwrap_or(text);
        let fault = if text.contains(char::is_whitespace) {
            "an image reference has no blanks"
        } else if text.contains("://") {
            "an image reference has no https://"
        } else if last.matches(':').count() > 1 {
            "an image reference has a tag or a digest, not both"
        } else if last.starts_with(':') || last.ends_with(':') || last.is_empty() {
            "an image reference names an image"
        } else if text.starts_with('$') && !text.starts_with("$upstream:") {
            "only $upstream:PORT may stand for a registry"
        } else {
            return;
        };
        findings.at(&RULE, instance, fault).help(format!("for example: {}", instance.field.example));
    }),
};
