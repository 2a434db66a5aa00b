//! The name of the Azure container registry, and the repository in it.

use super::{Check, Checked};
use crate::offer::Kind;
use crate::rule::{Examples, Layer, Rule, Severity, Source};

static RULE: Rule = Rule {
    id: "registry-malformed",
    summary: "a registry or repository is not written as Azure names it",
    severities: Severity::Error.everywhere(),
    layer: Layer::Marketplace,
    explanation: "The form asks for the registry's name only: 5 to 50 letters and digits, without .azurecr.io; only Azure Container Registry is taken. The repository is a path of lower-case letters, digits and . _ - between slashes, without registry and tag.",
    source: Source {
        document: "Partner Center; Azure resource name rules",
        section: "plan technical configuration; Microsoft.ContainerRegistry",
        date: "2023-10",
    },
    examples: Examples::Offer {
        fails: &[
            &[("plans[0].registry", "fjordsensing.azurecr.io")],
            &[("plans[0].registry", "fjord-sensing")],
            &[("plans[0].repository", "Tank/Level")],
            &[("plans[0].repository", "tank:1.0")],
        ],
        passes: &[&[("plans[0].registry", "fjordsensing2")], &[("plans[0].repository", "edge/tank-level_gateway.v2")]],
    },
};

/// The rule.
pub static CHECKED: Checked = Checked {
    rule: &RULE,
    check: Check::Field(|_, instance, findings| {
        let text = &instance.text;
        if instance.is_empty() {
            return;
        }
        match instance.field.kind {
            Kind::Registry if text.ends_with(".azurecr.io") => {
                findings
                    .at(&RULE, instance, "the registry is named without .azurecr.io")
                    .help(format!("write {}", text.trim_end_matches(".azurecr.io")));
            }
            Kind::Registry if !text.chars().all(|c| c.is_ascii_alphanumeric()) => {
                findings.at(&RULE, instance, "a registry's name has letters and digits only");
            }
            Kind::Repository if !text.split('/').all(is_component) => {
                findings
                    .at(&RULE, instance, "a repository is lower-case letters, digits and . _ - between slashes")
                    .help("leave registry and tag out");
            }
            _ => {}
        }
    }),
};

fn is_component(part: &str) -> bool {
    let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    part.starts_with(letter) && part.ends_with(letter) && part.chars().all(|c| letter(c) || matches!(c, '.' | '_' | '-'))
}
