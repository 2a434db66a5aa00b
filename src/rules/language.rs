//! The language of the listing.

use super::{Check, Checked};
use crate::offer::Instance;
use crate::rule::{Examples, Layer, Rule, Severity, Source};

const POLICY: Source = Source {
    document: "Certification policies; Partner Center",
    section: "100.1.4; IoT Edge module offer listing details, description",
    date: "2024-08",
};

const PHRASE: &str = "this application is available ";

static PHRASE_RULE: Rule = Rule {
    id: "language-phrase-missing",
    summary: "a description that is not in English does not say so",
    severities: Severity::Error.everywhere(),
    layer: Layer::Certification,
    explanation: "A description in another language begins with \"This application is available only in [language].\" (2023); the later policy (2024) takes \"This application is available in [languages].\" at the beginning or at the end. The sentence itself is in English.\n\nBegin with it: that satisfies both.",
    source: POLICY,
    examples: Examples::Offer {
        fails: &[&[("listing.language", "de")]],
        passes: &[
            &[("listing.language", "en")],
            &[
                ("listing.language", "de"),
                (
                    "listing.description",
                    "<p>This application is available only in German.</p><p>Liest Tanks.</p><p>Minimum hardware requirements: Linux x64 and arm64 OS, 1GB of RAM, 500 Mb of storage</p>",
                ),
            ],
        ],
    },
};

/// Without the phrase.
pub static PHRASE_MISSING: Checked = Checked {
    rule: &PHRASE_RULE,
    check: Check::Field(|offer, instance, findings| {
        let language = offer.get("listing.language");
        if !is_description(instance) || language.is_empty() || language == "en" {
            return;
        }
        let paragraphs = instance.paragraphs();
        let says = |paragraph: Option<&String>| paragraph.is_some_and(|text| text.to_lowercase().contains(PHRASE));
        // The last paragraph is the hardware's.
        let at_end = says(paragraphs.last()) || says(paragraphs.iter().nth_back(1));
        if !paragraphs.first().is_some_and(|text| text.to_lowercase().starts_with(PHRASE)) && !at_end {
            let name = offer
                .instance(&crate::offer::FieldPath::of("listing.language", &[]))
                .and_then(|instance| {
                    let choices = offer.choices(instance.field, &instance.path);
                    choices.into_iter().find(|(value, _)| *value == language).map(|(_, label)| label)
                })
                .unwrap_or("[language]");
            findings
                .at(&PHRASE_RULE, instance, "the description does not say in which language the module is")
                .help(format!("begin it with <p>This application is available only in {name}.</p>"));
        }
    }),
};

static UNDECLARED_RULE: Rule = Rule {
    id: "language-undeclared",
    summary: "the listing says English, its description does not look like it",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Certification,
    explanation: "The listing's language is English, but by its words the description is in another language. Set the language of the listing; the description then has to say so in English, too.",
    source: POLICY,
    examples: Examples::Offer {
        fails: &[&[(
            "listing.description",
            "<p>Das Modul liest die Füllstände Ihrer Tanks über die serielle Schnittstelle und sendet sie an den IoT Hub, sobald sie sich ändern. Es läuft auf einem kleinen Gateway und braucht keine Leitwarte.</p><p>Minimum hardware requirements: Linux x64 and arm64 OS, 1GB of RAM, 500 Mb of storage</p>",
        )]],
        passes: &[
            &[(
                "listing.description",
                "<p>The module reads the levels of your tanks over the serial port and sends them to IoT Hub as soon as they change. It runs on a small gateway and needs no control room.</p><p>Minimum hardware requirements: Linux x64 and arm64 OS, 1GB of RAM, 500 Mb of storage</p>",
            )],
            &[
                ("listing.language", "de"),
                (
                    "listing.description",
                    "<p>Das Modul liest die Füllstände Ihrer Tanks über die serielle Schnittstelle und sendet sie an den IoT Hub, sobald sie sich ändern. Es läuft auf einem kleinen Gateway und braucht keine Leitwarte.</p><p>Minimum hardware requirements: Linux x64 and arm64 OS, 1GB of RAM, 500 Mb of storage</p>",
                ),
            ],
        ],
    },
};

/// In another language than it says.
pub static UNDECLARED: Checked = Checked {
    rule: &UNDECLARED_RULE,
    check: Check::Field(|offer, instance, findings| {
        if !is_description(instance) || offer.get("listing.language") != "en" {
            return;
        }
        // The last is the hardware's.
        let paragraphs = instance.paragraphs().split_last().map_or(&[][..], |(_, before)| before);
        // Enough to tell a language, and no more: it is looked at with every key.
        let text: String = paragraphs.join(" ").chars().take(600).collect();
        if has_english_words(&text) {
            return;
        }
        let Some(told) = whatlang::detect(&text).filter(|_| text.chars().count() >= 120) else { return };
        if told.lang() != whatlang::Lang::Eng && told.is_reliable() && told.confidence() > 0.9 {
            findings
                .at(&UNDECLARED_RULE, instance, format!("the description looks like {}, not English", told.lang().eng_name()))
                .help("set the language of the listing");
        }
    }),
};

/// Whether small words of English stand in a text: then there is no need to weigh its letters, which takes longer than all other rules.
fn has_english_words(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphabetic());
    words.filter(|word| matches!(*word, "the" | "and" | "of" | "with" | "your" | "is" | "are")).take(6).count() >= 6
}

fn is_description(instance: &Instance) -> bool {
    instance.field.key == "listing.description" && !instance.text.trim().is_empty()
}
