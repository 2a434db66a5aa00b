//! The tags of an image.

use super::{Check, Checked};
use crate::offer::Instance;
use crate::rule::{Examples, Layer, Rule, Severity, Source};

const ASSETS: Source =
    Source { document: "Partner Center", section: "Prepare IoT Edge module technical assets, tags", date: "2023-10" };

fn tags(instance: &Instance) -> Option<Vec<String>> {
    (instance.field.key == "plans[].tags" && !instance.is_empty()).then(|| instance.items())
}

static WITHOUT_LATEST_RULE: Rule = Rule {
    id: "tags-without-latest",
    summary: "the tag latest is not listed",
    severities: Severity::Error.everywhere(),
    layer: Layer::Certification,
    explanation: "The pre-certification checklist asks for the tag latest in Partner Center and in the registry. It is a manifest list where the image runs on more than one platform.",
    source: ASSETS,
    examples: Examples::Offer {
        fails: &[&[("plans[0].tags", "1.4.0, 1.4.0-linux-x64")]],
        passes: &[&[("plans[0].tags", "latest, 1.4.0")]],
    },
};

/// No `latest`.
pub static WITHOUT_LATEST: Checked = Checked {
    rule: &WITHOUT_LATEST_RULE,
    check: Check::Field(|_, instance, findings| {
        if tags(instance).is_some_and(|tags| !tags.iter().any(|tag| tag == "latest")) {
            findings.at(&WITHOUT_LATEST_RULE, instance, "the tag latest is missing").help("add latest, here and in the registry");
        }
    }),
};

static WITHOUT_VERSION_RULE: Rule = Rule {
    id: "tags-without-version",
    summary: "no tag is a version X.Y.Z",
    severities: Severity::Error.everywhere(),
    layer: Layer::Certification,
    explanation: "At least one tag is a bare version of three integers, such as 1.4.0. It is never moved to another image, and each new version is greater than all before.",
    source: ASSETS,
    examples: Examples::Offer {
        fails: &[&[("plans[0].tags", "latest, 1.4")], &[("plans[0].tags", "latest, 1.4.0-linux-x64")]],
        passes: &[&[("plans[0].tags", "latest, 1.4.0")]],
    },
};

/// No X.Y.Z.
pub static WITHOUT_VERSION: Checked = Checked {
    rule: &WITHOUT_VERSION_RULE,
    check: Check::Field(|_, instance, findings| {
        let version = |tag: &String| {
            tag.split('.').count() == 3
                && tag.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
        };
        if tags(instance).is_some_and(|tags| !tags.iter().any(version)) {
            findings.at(&WITHOUT_VERSION_RULE, instance, "no tag is a version X.Y.Z").help("add one such as 1.4.0");
        }
    }),
};
