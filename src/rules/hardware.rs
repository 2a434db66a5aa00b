//! What the hardware paragraph of the description says.

use super::{Check, Checked};
use crate::offer::{FieldPath, Instance, Offer};
use crate::rule::{Examples, Layer, Rule, Severity, Source};

const ASSETS: Source = Source {
    document: "Partner Center",
    section: "Prepare IoT Edge module technical assets; pre-certification checklist",
    date: "2023-10",
};

/// The names under which a platform is written, in small letters, by its value in `plans[].platforms`.
const PLATFORMS: [(&str, &str, &[&str]); 3] = [
    ("linux/amd64", "x64", &["x64", "amd64", "x86-64", "x86_64", "x86 64"]),
    ("linux/arm64", "ARM64", &["arm64", "aarch64", "armv8"]),
    ("linux/arm/v7", "ARM32", &["arm32", "armv7", "armhf", "arm/v7", "arm 32"]),
];

/// The platforms that a text names, by their values.
pub fn platforms_named(text: &str) -> Vec<&'static str> {
    let lower = text.to_lowercase();
    // The name of the wider one must not stand for the narrower: arm32v7 is no arm64, but arm64v8 is.
    PLATFORMS.iter().filter(|(_, _, names)| names.iter().any(|name| lower.contains(name))).map(|(value, ..)| *value).collect()
}

/// A platform as people write it.
pub fn platform_words(value: &str) -> &str {
    PLATFORMS.iter().find(|(known, ..)| *known == value).map_or(value, |(_, words, _)| words)
}

/// The last paragraph of the description, if it states the minimum hardware.
fn paragraph(instance: &Instance) -> Option<String> {
    if instance.field.key != "listing.description" || instance.text.is_empty() {
        return None;
    }
    let last = instance.paragraphs().last()?;
    last.to_lowercase().contains("minimum hardware requirements").then(|| last.clone())
}

static INCOMPLETE_RULE: Rule = Rule {
    id: "hardware-incomplete",
    summary: "the hardware paragraph does not say system, memory and storage",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Certification,
    explanation: "The paragraph of the minimum hardware has to tell operating system and architecture, memory and storage, each with its figure, as in Microsoft's model: \"Linux x64 and arm32 OS, 1GB of RAM, 500 Mb of storage\". Reviewers compare it with the images of the tags.",
    source: ASSETS,
    examples: Examples::Offer {
        fails: &[
            &[("listing.description", "<p>a</p><p>b</p><p>Minimum hardware requirements: a Raspberry Pi</p>")],
            &[("listing.description", "<p>a</p><p>b</p><p>Minimum hardware requirements: Linux x64 and arm64, 1 GB of RAM</p>")],
        ],
        passes: &[&[(
            "listing.description",
            "<p>a</p><p>b</p><p>Minimum hardware requirements: Linux x64 and arm64 OS, 1GB of RAM, 500 Mb of storage</p>",
        )]],
    },
};

/// Something is missing in it.
pub static INCOMPLETE: Checked = Checked {
    rule: &INCOMPLETE_RULE,
    check: Check::Field(|_, instance, findings| {
        let Some(paragraph) = paragraph(instance) else { return };
        let (named, sizes) = (platforms_named(&paragraph), sizes(&paragraph));
        let missing: Vec<&str> =
            [(named.is_empty(), "the architecture (x64, ARM32, ARM64)"), (sizes < 1, "memory"), (sizes < 2, "storage")]
                .into_iter()
                .filter_map(|(missing, what)| missing.then_some(what))
                .collect();
        if !missing.is_empty() {
            let at = last_mention(instance);
            findings
                .within(&INCOMPLETE_RULE, instance, at, format!("the hardware paragraph does not tell {}", missing.join(", ")))
                .help("write, with your figures: Linux x64 and arm64 OS, 256 MB of RAM, 100 MB of storage");
        }
    }),
};

static DIFFERS_RULE: Rule = Rule {
    id: "hardware-platforms-differ",
    summary: "the hardware paragraph and the plans name different platforms",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Certification,
    explanation: "Certification deploys the module on every platform that the description promises, and looks whether the description tells of every platform that the images have. Both say the same, or one of them is wrong.",
    source: ASSETS,
    examples: Examples::Offer {
        fails: &[
            &[("plans[0].platforms", "linux/amd64")],
            &[(
                "listing.description",
                "<p>a</p><p>b</p><p>Minimum hardware requirements: Linux x64 OS, 1GB of RAM, 500 Mb of storage</p>",
            )],
        ],
        passes: &[&[("plans[0].platforms", "linux/amd64, linux/arm64")]],
    },
};

/// It speaks of other platforms than the plans.
pub static DIFFERS: Checked = Checked {
    rule: &DIFFERS_RULE,
    check: Check::Field(|offer, instance, findings| {
        let Some(paragraph) = paragraph(instance) else { return };
        let (named, planned) = (platforms_named(&paragraph), planned(offer));
        if named.is_empty() || planned.is_empty() {
            return;
        }
        let words = |values: Vec<&str>| values.into_iter().map(platform_words).collect::<Vec<_>>().join(", ");
        let only_named: Vec<&str> = named.iter().copied().filter(|value| !planned.iter().any(|plan| plan == value)).collect();
        let only_planned: Vec<&str> = planned.iter().map(String::as_str).filter(|value| !named.contains(value)).collect();
        let at = last_mention(instance);
        if !only_named.is_empty() {
            let message = format!("the hardware paragraph names {}, which no plan has", words(only_named));
            findings.within(&DIFFERS_RULE, instance, at, message).help("mark the platform in a plan, or take it out here");
        } else if !only_planned.is_empty() {
            let message = format!("the hardware paragraph does not name {}, which a plan has", words(only_planned));
            findings.within(&DIFFERS_RULE, instance, at, message).help("name it here, or take its mark out of the plan");
        }
    }),
};

/// The platforms of all plans.
fn planned(offer: &Offer) -> Vec<String> {
    let mut all: Vec<String> = (0..offer.count("plans"))
        .filter_map(|plan| offer.instance(&FieldPath::of("plans[].platforms", &[plan])))
        .flat_map(|instance| instance.items())
        .collect();
    all.sort();
    all.dedup();
    all
}

/// Where the paragraph begins to speak.
pub fn last_mention(instance: &Instance) -> std::ops::Range<usize> {
    const WORDS: &str = "minimum hardware requirements";
    let at = instance.text.to_ascii_lowercase().rfind(WORDS).unwrap_or(0);
    at..(at + WORDS.len()).min(instance.text.len())
}

/// How many sizes a text names: a number and a unit of bytes.
fn sizes(text: &str) -> usize {
    let lower = text.to_lowercase();
    let units = ["kb", "mb", "gb", "tb", "kib", "mib", "gib", "tib", "megabyte", "gigabyte", "go ", "mo "];
    lower
        .match_indices(|c: char| c.is_ascii_digit())
        .filter(|(at, _)| !lower[at + 1..].starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == ','))
        .filter(|(at, _)| {
            let rest = lower[at + 1..].trim_start_matches([' ', '\u{a0}', '-', '\u{202f}']);
            units.iter().any(|unit| rest.starts_with(unit))
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::sizes;

    #[test]
    fn a_size_is_a_number_and_its_unit() {
        for (text, count) in [
            ("256 MB of RAM, 100 MB of storage", 2),
            ("1.5 GB", 1),
            ("1,024 MB and 2GB", 2),
            ("512\u{a0}MiB", 1),
            ("4 cores, 100 m of cable", 0),
            ("version 1.4.0", 0),
        ] {
            assert_eq!(sizes(text), count, "{text}");
        }
    }
}
