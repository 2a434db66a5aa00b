//! What is not required, and yet missed: notes, screenshots, words.

use super::{Check, Checked};
use crate::offer::{Edition, FieldPath};
use crate::rule::{Examples, Layer, Rule, Severities, Severity, Source};

const fn advice(
    id: &'static str,
    summary: &'static str,
    severities: Severities,
    source: Source,
    explanation: &'static str,
    examples: Examples,
) -> Rule {
    Rule { id, summary, severities, layer: Layer::Certification, explanation, source, examples }
}

static NOTES_RULE: Rule = advice(
    "certification-notes-missing",
    "there are no notes for certification",
    Severity::Advice.everywhere(),
    Source {
        document: "Partner Center; certification policies",
        section: "Review and publish an offer; 100.14",
        date: "2024-08",
    },
    "The reviewers deploy the module on their own devices. Tell them what it needs, how they see that it works, and which errors in its logs are expected: an unexplained error fails the round.",
    Examples::Offer {
        fails: &[&[("certification.notes", "")]],
        passes: &[&[("certification.notes", "Starts without a sensor.")]],
    },
);

/// No notes.
pub static NOTES: Checked = Checked {
    rule: &NOTES_RULE,
    check: Check::Field(|_, instance, findings| {
        if instance.field.key == "certification.notes" && instance.is_empty() {
            findings.at(&NOTES_RULE, instance, "the reviewers get no notes").help("say how they see that the module works");
        }
    }),
};

static SCREENSHOTS_RULE: Rule = advice(
    "screenshots-missing",
    "there is no screenshot",
    Severity::Advice.everywhere(),
    Source { document: "Partner Center", section: "Plan an IoT Edge module offer; offer listing details", date: "2023-10" },
    "One page says that screenshots are optional, another \"at least one and up to five\". Customers look at them first. (In the portal of 2018 they are optional.)",
    Examples::Files("rules/unfinished.rs"),
);

/// No screenshot.
pub static SCREENSHOTS: Checked = Checked {
    rule: &SCREENSHOTS_RULE,
    check: Check::Offer(|offer, findings| {
        if offer.edition() == Edition::PartnerCenter && offer.count("media.screenshots") == 0 {
            findings
                .at_path(&SCREENSHOTS_RULE, &FieldPath::of("media.screenshots", &[]), "there is no screenshot")
                .help("show the module at work");
        }
    }),
};

static THIN_RULE: Rule = advice(
    "description-thin",
    "the description has hardly any text",
    Severity::Advice.everywhere(),
    Source { document: "Partner Center", section: "marketplace criteria for content validation, description", date: "2022-05" },
    "Two or three paragraphs of short sentences: for whom, what it does for them, what it needs. The first sentences are what search engines show.",
    Examples::Offer {
        fails: &[&[(
            "listing.description",
            "<p>Reads tanks. fjordsensing.azurecr.io/tank-level-gateway</p><p>Minimum hardware requirements: Linux x64 and arm64 OS, 1GB of RAM, 500 Mb of storage</p>",
        )]],
        passes: &[&[(
            "listing.description",
            "<p>Reads tanks.</p><p>For farms.</p><p>Minimum hardware requirements: Linux x64 and arm64 OS, 1GB of RAM, 500 Mb of storage</p>",
        )]],
    },
);

/// One paragraph.
pub static THIN: Checked = Checked {
    rule: &THIN_RULE,
    check: Check::Field(|_, instance, findings| {
        if instance.field.key == "listing.description" && !instance.text.trim().is_empty() && instance.paragraphs().len() < 3 {
            findings
                .at(&THIN_RULE, instance, "the description has hardly any text besides the hardware")
                .help("two or three short paragraphs: for whom, what for, with what");
        }
    }),
};

static CONTRACT_RULE: Rule = advice(
    "terms-standard-contract",
    "the Standard Contract cannot be taken back",
    Severity::Advice.everywhere(),
    Source { document: "Partner Center", section: "Standard contract; IoT Edge module properties", date: "2023-10" },
    "Once the offer is published with the Standard Contract, own terms are no longer possible. Besides, its page lists the offer types that may use it and does not name IoT Edge modules, although the form has the box: expect a question.",
    Examples::Offer { fails: &[&[("legal.terms", "standard-contract")]], passes: &[&[("legal.terms", "own")]] },
);

/// The Standard Contract.
pub static CONTRACT: Checked = Checked {
    rule: &CONTRACT_RULE,
    check: Check::Field(|_, instance, findings| {
        if instance.field.key == "legal.terms" && instance.text == "standard-contract" {
            findings.at(&CONTRACT_RULE, instance, "once published, the Standard Contract cannot be taken back");
        }
    }),
};

static CATEGORY_RULE: Rule = advice(
    "category-not-iot",
    "the primary category is not Internet of Things",
    Severity::Advice.everywhere(),
    Source { document: "Partner Center", section: "IoT Edge module offer properties, categories", date: "2023-10" },
    "Customers look for modules under Internet of Things, IoT Edge Modules; other categories serve as the second.",
    Examples::Offer {
        fails: &[&[("listing.category", "storage"), ("listing.subcategories", "")]],
        passes: &[&[("listing.category", "internet-of-things")]],
    },
);

/// Another category.
pub static CATEGORY: Checked = Checked {
    rule: &CATEGORY_RULE,
    check: Check::Field(|_, instance, findings| {
        if instance.field.key == "listing.category" && !instance.text.is_empty() && instance.text != "internet-of-things" {
            findings.at(&CATEGORY_RULE, instance, "customers look for modules under Internet of Things");
        }
    }),
};
