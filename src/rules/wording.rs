//! Advice on titles and summaries: capitals, promises, the organisation's name.

use super::{Check, Checked};
use crate::offer::Instance;
use crate::rule::{Examples, Layer, Rule, Severity, Source};

const ADVICE: Source =
    Source { document: "Partner Center", section: "Create effective listings; offer listing best practices", date: "2023-10" };

fn is_name(instance: &Instance) -> bool {
    matches!(instance.field.key, "listing.title" | "listing.summary" | "plans[].name" | "plans[].summary")
}

static CAPITALS_RULE: Rule = Rule {
    id: "text-in-capitals",
    summary: "a title or summary in capitals",
    severities: Severity::Advice.everywhere(),
    layer: Layer::Certification,
    explanation: "Capitals are hard to read and look like shouting. Microsoft's advice is title case for names and an ordinary sentence for summaries; an acronym is no harm.",
    source: ADVICE,
    examples: Examples::Offer {
        fails: &[&[("listing.title", "TANK LEVEL GATEWAY")]],
        passes: &[&[("listing.title", "OPC UA Gateway")]],
    },
};

/// Capitals.
pub static CAPITALS: Checked = Checked {
    rule: &CAPITALS_RULE,
    check: Check::Field(|_, instance, findings| {
        let letters = instance.text.chars().filter(|c| c.is_alphabetic());
        let (large, small) = letters
            .fold((0, 0), |(large, small), c| (large + usize::from(c.is_uppercase()), small + usize::from(c.is_lowercase())));
        if is_name(instance) && large >= 8 && small * 4 < large {
            findings.at(&CAPITALS_RULE, instance, "this is written in capitals").help("write it as you would in a sentence");
        }
    }),
};

static SELLING_RULE: Rule = Rule {
    id: "text-selling-words",
    summary: "a title or summary with \"free\", \"sale\" or an exclamation mark",
    severities: Severity::Advice.everywhere(),
    layer: Layer::Certification,
    explanation: "Prices and promises do not belong into names and summaries: no \"free\", no \"sale\", no exclamation mark. The store says itself whether an offer is free.",
    source: ADVICE,
    examples: Examples::Offer {
        fails: &[&[("listing.summary", "Free tank levels for everybody.")], &[("listing.title", "Tank Levels!")]],
        passes: &[&[("listing.summary", "Works without maintenance, and frees the operator.")]],
    },
};

/// Promises.
pub static SELLING: Checked = Checked {
    rule: &SELLING_RULE,
    check: Check::Field(|_, instance, findings| {
        if !is_name(instance) {
            return;
        }
        let lower = instance.text.to_lowercase();
        let word =
            lower.split(|c: char| !(c.is_alphanumeric() || c == '-')).find(|word| matches!(*word, "free" | "sale" | "discount"));
        let found = word
            .map(|word| format!("the word \"{word}\""))
            .or_else(|| lower.contains('!').then(|| "an exclamation mark".to_string()));
        if let Some(found) = found {
            let message = format!("{} holds {found}", instance.field.label);
            findings.at(&SELLING_RULE, instance, message).help("say what the module does");
        }
    }),
};

static ORGANISATION_RULE: Rule = Rule {
    id: "title-with-organisation",
    summary: "the title holds the publisher's name",
    severities: Severity::Advice.everywhere(),
    layer: Layer::Certification,
    explanation: "The store shows the publisher beside the title. The organisation's name does not belong into it, unless the product is marketed with it; for repackaged open source it does: \"<Product> with support by <Seller>\".",
    source: Source { document: "Cloud Partner Portal", section: "Offer Settings tab, name; policy 100.1.1", date: "2022-05" },
    examples: Examples::Offer {
        fails: &[&[("listing.title", "Fjord Sensing Tank Level Gateway")]],
        passes: &[&[("listing.title", "Tank Level Gateway")], &[("listing.title", "OpenTank with support by Fjord Sensing")]],
    },
};

/// The publisher's name.
pub static ORGANISATION: Checked = Checked {
    rule: &ORGANISATION_RULE,
    check: Check::Field(|offer, instance, findings| {
        if instance.field.key != "listing.title" {
            return;
        }
        let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
        let (title, publisher) = (bare(&instance.text), bare(&offer.get("offer.publisher")));
        if publisher.len() >= 4 && title.contains(&publisher) && !instance.text.to_lowercase().contains("support by") {
            findings
                .at(&ORGANISATION_RULE, instance, "the title holds the publisher's name, which the store shows beside it")
                .help("leave it out, unless the product is marketed with it");
        }
    }),
};
