//! The tags of an image.

use super::hardware::{platform_words, platforms_named};
use super::{Check, Checked};
use crate::offer::{Instance, Offer};
use crate::rule::{Examples, Layer, Rule, Severities, Severity, Source};

const ASSETS: Source =
    Source { document: "Partner Center", section: "Prepare IoT Edge module technical assets, tags", date: "2023-10" };

const fn rule(
    id: &'static str,
    summary: &'static str,
    severities: Severities,
    explanation: &'static str,
    fails: &'static [&'static [(&'static str, &'static str)]],
    passes: &'static [&'static [(&'static str, &'static str)]],
) -> Rule {
    let layer = Layer::Certification;
    Rule { id, summary, severities, layer, explanation, source: ASSETS, examples: Examples::Offer { fails, passes } }
}

fn tags(instance: &Instance) -> Option<Vec<String>> {
    (instance.field.key == "plans[].tags" && !instance.is_empty()).then(|| instance.items())
}

/// The version at the beginning of a tag, and what follows: `1.4.0` and `-linux-x64`.
fn version(tag: &str) -> (Vec<&str>, &str) {
    let end = tag.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(tag.len());
    let (number, rest) = tag.split_at(end);
    let parts: Vec<&str> = number.split('.').collect();
    let whole = (2..=3).contains(&parts.len()) && parts.iter().all(|part| !part.is_empty());
    if whole { (parts, rest) } else { (Vec::new(), tag) }
}

/// Whether a tag is a bare version `X.Y.Z`.
pub fn is_version(tag: &str) -> bool {
    let (parts, rest) = version(tag);
    parts.len() == 3 && rest.is_empty()
}

static WITHOUT_LATEST_RULE: Rule = rule(
    "tags-without-latest",
    "the tag latest is not listed",
    Severity::Error.everywhere(),
    "The pre-certification checklist asks for the tag latest in Partner Center and in the registry. It is a manifest list where the image runs on more than one platform.",
    &[&[("plans[0].tags", "1.4.0, 1.4.0-linux-x64, 1.4.0-linux-arm64")]],
    &[&[("plans[0].tags", "latest, 1.4.0, 1.4.0-linux-x64, 1.4.0-linux-arm64")]],
);

/// No `latest`.
pub static WITHOUT_LATEST: Checked = Checked {
    rule: &WITHOUT_LATEST_RULE,
    check: Check::Field(|_, instance, findings| {
        if tags(instance).is_some_and(|tags| !tags.iter().any(|tag| tag == "latest")) {
            findings.at(&WITHOUT_LATEST_RULE, instance, "the tag latest is missing").help("add latest, here and in the registry");
        }
    }),
};

static WITHOUT_VERSION_RULE: Rule = rule(
    "tags-without-version",
    "no tag is a version X.Y.Z",
    Severity::Error.everywhere(),
    "At least one tag is a bare version of three integers, such as 1.4.0. It is never moved to another image, and each new version is greater than all before.\n\nMicrosoft's page asks for such a tag and says in the same breath that all tags but latest begin with X.Y- or X.Y.Z-: both forms are taken here.",
    &[&[("plans[0].tags", "latest, 1.4")], &[("plans[0].tags", "latest, 1.4.0-linux-x64, 1.4.0-linux-arm64")]],
    &[&[("plans[0].tags", "latest, 1.4.0, 1.4.0-linux-x64, 1.4.0-linux-arm64")]],
);

/// No X.Y.Z.
pub static WITHOUT_VERSION: Checked = Checked {
    rule: &WITHOUT_VERSION_RULE,
    check: Check::Field(|_, instance, findings| {
        if tags(instance).is_some_and(|tags| !tags.iter().any(|tag| is_version(tag))) {
            findings.at(&WITHOUT_VERSION_RULE, instance, "no tag is a version X.Y.Z").help("add one such as 1.4.0");
        }
    }),
};

static MALFORMED_RULE: Rule = rule(
    "tag-malformed",
    "a tag that no registry takes",
    Severity::Error.everywhere(),
    "A tag has up to 128 letters, digits, underscores, dots and hyphens, and begins with none of the last two (distribution's grammar). A digest, sha256: and 64 hexadecimal digits, is taken in its place. The repository and the colon do not belong to it.",
    &[&[("plans[0].tags", "latest, 1.4.0, :1.4.0-linux-x64")], &[("plans[0].tags", "latest, 1.4.0, tank:1.4.0")]],
    &[
        &[("plans[0].tags", "latest, 1.4.0, 1.4.0-linux-x64, 1.4.0-linux-arm64")],
        &[("plans[0].tags", "latest, 1.4.0, sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")],
    ],
);

/// Not a tag.
pub static MALFORMED: Checked = Checked {
    rule: &MALFORMED_RULE,
    check: Check::Field(|_, instance, findings| {
        for (at, tag) in tags(instance).unwrap_or_default().into_iter().enumerate() {
            let digest = tag.strip_prefix("sha256:").is_some_and(|hex| {
                hex.len() == 64 && hex.bytes().all(|byte| byte.is_ascii_hexdigit() && !byte.is_ascii_uppercase())
            });
            let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
            let is_tag = tag.len() <= 128 && !tag.starts_with(['.', '-']) && tag.chars().all(fits) && !tag.is_empty();
            if !digest && !is_tag {
                let shown = crate::wrap::clipped(&crate::visible::on_one_line(&tag), 40);
                findings
                    .at_item(&MALFORMED_RULE, instance, at, format!("\"{shown}\" is no tag"))
                    .help("give the tag only, such as 1.4.0");
            }
        }
    }),
};

static NOT_VERSIONED_RULE: Rule = rule(
    "tag-not-versioned",
    "a tag that begins with no version",
    Severity::Warning.everywhere(),
    "All tags but latest begin with X.Y or X.Y.Z, and what follows is set off with a hyphen: 1.4, 1.4.0, 1.4.0-linux-x64. The rolling tags 1.4 and 1.4.0 are allowed beside them. A tag of another form has made reviewers ask which version it is.",
    &[
        &[("plans[0].tags", "latest, 1.4.0, 1.4.0-linux-x64, 1.4.0-linux-arm64, nightly")],
        &[("plans[0].tags", "latest, 1.4.0, v1.4.0-linux-x64, 1.4.0-linux-arm64")],
    ],
    &[&[("plans[0].tags", "latest, 1.4.0, 1.4, 1.4.0-linux-x64, 1.4-linux-arm64")]],
);

/// Neither latest nor a version.
pub static NOT_VERSIONED: Checked = Checked {
    rule: &NOT_VERSIONED_RULE,
    check: Check::Field(|_, instance, findings| {
        let odd = |(_, tag): &(usize, &String)| {
            let (parts, rest) = version(tag);
            *tag != "latest" && !tag.contains(':') && (parts.is_empty() || !(rest.is_empty() || rest.starts_with('-')))
        };
        let found = tags(instance).unwrap_or_default();
        let odd: Vec<(usize, &String)> = found.iter().enumerate().filter(odd).collect();
        if let Some((at, first)) = odd.first() {
            let more = if odd.len() > 1 { format!(", and {} more", odd.len() - 1) } else { String::new() };
            let shown = crate::wrap::clipped(&crate::visible::on_one_line(first), 40);
            findings
                .at_item(&NOT_VERSIONED_RULE, instance, *at, format!("the tag {shown} begins with no version{more}"))
                .help("begin it with X.Y- or X.Y.Z-, or leave it out of the list");
        }
    }),
};

static PLATFORMS_RULE: Rule = rule(
    "tags-platforms-differ",
    "the tags and the platforms of a plan do not fit together",
    Severity::Warning.everywhere(),
    "Where an image runs on more than one platform, latest and the version are manifest lists, and every tag to which they point is listed, too: one for each platform, such as 1.4.0-linux-x64 and 1.4.0-linux-arm64. A tag that names a platform which is not marked means the opposite slip.\n\nFor a single platform no tag of its own is needed.",
    &[
        &[("plans[0].tags", "latest, 1.4.0, 1.4.0-linux-x64")],
        &[("plans[0].tags", "latest, 1.4.0, 1.4.0-linux-x64, 1.4.0-linux-arm64, 1.4.0-linux-arm32v7")],
    ],
    &[
        &[("plans[0].tags", "latest, 1.4.0, 1.4.0-amd64, 1.4.0-arm64v8")],
        &[("plans[0].platforms", "linux/amd64"), ("plans[0].tags", "latest, 1.4.0")],
    ],
);

/// Platforms without a tag, tags of other platforms.
pub static PLATFORMS: Checked = Checked {
    rule: &PLATFORMS_RULE,
    check: Check::Field(|offer, instance, findings| {
        let Some(tags) = tags(instance) else { return };
        let platforms = platforms(offer, instance);
        let named: Vec<(usize, &str)> =
            tags.iter().enumerate().flat_map(|(at, tag)| platforms_named(tag).into_iter().map(move |one| (at, one))).collect();
        let is_named = |platform: &&str| named.iter().any(|(_, one)| one == platform);
        let missing: Vec<&str> =
            platforms.iter().map(String::as_str).filter(|platform| !is_named(platform)).map(platform_words).collect();
        let foreign = named.iter().find(|(_, platform)| !platforms.iter().any(|known| known == platform));
        if platforms.len() > 1 && !missing.is_empty() {
            findings
                .at(&PLATFORMS_RULE, instance, format!("no tag is that of {}", missing.join(", ")))
                .help("list every tag to which latest and the version point, such as 1.4.0-linux-x64");
        } else if let (Some((at, foreign)), false) = (foreign, platforms.is_empty()) {
            findings
                .at_item(
                    &PLATFORMS_RULE,
                    instance,
                    *at,
                    format!("a tag names {}, which is not among the platforms", platform_words(foreign)),
                )
                .help("mark the platform, or take the tag out");
        }
    }),
};

/// The platforms of the plan in which a field stands.
fn platforms(offer: &Offer, instance: &Instance) -> Vec<String> {
    offer.instance(&offer.sibling(&instance.path, "platforms")).map(|platforms| platforms.items()).unwrap_or_default()
}

static WINDOWS_RULE: Rule = rule(
    "tag-of-windows",
    "a tag of a Windows image",
    Severity::Warning.everywhere(),
    "\"We no longer support Windows containers\" (Azure IoT Edge, supported systems, 2023-05): IoT Edge runs Linux containers, on Windows through EFLOW. The example 1.0.1-windows-arm32 in Microsoft's page is from 2018.",
    &[&[("plans[0].tags", "latest, 1.4.0, 1.4.0-linux-x64, 1.4.0-linux-arm64, 1.4.0-windows-amd64")]],
    &[&[("plans[0].tags", "latest, 1.4.0, 1.4.0-linux-x64, 1.4.0-linux-arm64")]],
);

/// Windows.
pub static WINDOWS: Checked = Checked {
    rule: &WINDOWS_RULE,
    check: Check::Field(|_, instance, findings| {
        let tags = tags(instance).unwrap_or_default();
        if let Some((at, tag)) = tags.iter().enumerate().find(|(_, tag)| tag.to_lowercase().contains("windows")) {
            let shown = crate::wrap::clipped(&crate::visible::on_one_line(tag), 40);
            findings.at_item(
                &WINDOWS_RULE,
                instance,
                at,
                format!("{shown} is a tag of Windows containers, which IoT Edge no longer runs"),
            );
        }
    }),
};

static IMAGE_TAG_RULE: Rule = rule(
    "image-tag-unlisted",
    "the image for customers has a tag that is not listed",
    Severity::Warning.everywhere(),
    "Certification tests the listed tags. Where customers deploy the same repository with another tag, they run something that nobody has tested.",
    &[&[("plans[0].image", "fjordsensing.azurecr.io/tank-level-gateway:1.3.9")]],
    &[&[("plans[0].image", "fjordsensing.azurecr.io/tank-level-gateway:1.4.0")], &[("plans[0].image", "ghcr.io/fjord/tank:9")]],
);

/// The tag of the customers' image.
pub static IMAGE_TAG: Checked = Checked {
    rule: &IMAGE_TAG_RULE,
    check: Check::Field(|offer, instance, findings| {
        if instance.field.key != "plans[].image" || instance.text.contains('@') {
            return;
        }
        let of = |name: &str| offer.text(&offer.sibling(&instance.path, name));
        let own = format!("{}.azurecr.io/{}:", of("registry"), of("repository"));
        let tags = offer.instance(&offer.sibling(&instance.path, "tags")).map(|tags| tags.items()).unwrap_or_default();
        let Some(tag) = instance.text.strip_prefix(&own).filter(|tag| !tags.is_empty() && !tag.contains('<')) else { return };
        if !tags.iter().any(|known| known == tag) {
            let shown = crate::wrap::clipped(&crate::visible::on_one_line(tag), 40);
            findings
                .at(&IMAGE_TAG_RULE, instance, format!("the tag {shown} is not among the image tags"))
                .help("list it, or deploy a listed one");
        }
    }),
};

#[cfg(test)]
mod tests {
    use super::is_version;

    #[test]
    fn a_version_is_three_numbers() {
        for (tag, wanted) in [
            ("1.4.0", true),
            ("0.0.10", true),
            ("1.4", false),
            ("1.4.0.1", false),
            ("1..0", false),
            ("1.4.0-x", false),
            ("v1.4.0", false),
            ("", false),
            (".", false),
        ] {
            assert_eq!(is_version(tag), wanted, "{tag}");
        }
    }
}
