//! The hero image: the portal of 2018 writes on it.

use super::{Checked, seen};
use crate::media::Ground;
use crate::offer::Instance;
use crate::rule::{Examples, Layer, Rule, Severity, Source};
use crate::rules::Check;

const HERO: Source =
    Source { document: "Cloud Partner Portal", section: "IoT Edge module, Marketplace tab, hero logo", date: "2018-10" };

fn hero<'a>(instance: &'a Instance) -> Option<&'a crate::media::Look> {
    seen(instance).map(|(_, look)| look).filter(|_| instance.field.key == "media.hero")
}

static BACKGROUND_RULE: Rule = Rule {
    id: "hero-background",
    summary: "the hero image has a white, black or transparent background",
    severities: Severity::Warning.but_in_2018(Severity::Error),
    layer: Layer::Marketplace,
    explanation: "The portal of 2018 does not allow a white, black or transparent background of the hero image: the publisher's name, the plan's title and the long summary are drawn on it in white. Partner Center has no hero image, so there it is only a warning.\n\nTake a dark colour of your brand.",
    source: HERO,
    examples: Examples::Files("rules/picture/tests.rs"),
};

/// A background that is not allowed.
pub static BACKGROUND: Checked = Checked {
    rule: &BACKGROUND_RULE,
    check: Check::Field(|_, instance, findings| {
        let Some(look) = hero(instance) else { return };
        let color = match look.ground {
            Ground::White => "white",
            Ground::Black => "black",
            Ground::Transparent => "transparent",
            _ => return,
        };
        let message = format!("the background of the hero image is {color}");
        findings.at(&BACKGROUND_RULE, instance, message).help("take a dark colour of your brand");
    }),
};

static LIGHT_RULE: Rule = Rule {
    id: "hero-too-light",
    summary: "the white text on the hero image could not be read",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Certification,
    explanation: "The portal writes on the hero image in white, in a rectangle of 415x100 pixels that begins 370 pixels from the left. Avoid light colours there. What is measured is the contrast of white with the brightest tenth of these columns; text needs 4.5:1 (WCAG 2.2, 1.4.3).\n\nTake a darker background.",
    source: HERO,
    examples: Examples::Files("rules/picture/tests.rs"),
};

/// Too light to write on.
pub static LIGHT: Checked = Checked {
    rule: &LIGHT_RULE,
    check: Check::Field(|_, instance, findings| {
        if let Some((contrast, _)) = hero(instance).and_then(|look| look.free).filter(|(contrast, _)| *contrast < 4.5) {
            let message = format!("white text would have a contrast of {contrast:.1}:1 in the free rectangle; 4.5:1 is needed");
            findings.at(&LIGHT_RULE, instance, message).help("take a darker background");
        }
    }),
};

static FREE_RULE: Rule = Rule {
    id: "hero-not-free",
    summary: "something stands where the portal writes on the hero image",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Certification,
    explanation: "Keep a rectangle of 415x100 pixels free that begins 370 pixels from the left: there the portal writes the publisher's name, the plan's title and the long summary, and draws a button. How high it stands is not said, so all of these columns count. What is measured is how much in them is not of their main colour; 8 % is too much.\n\nPut the mark at the left.",
    source: HERO,
    examples: Examples::Files("rules/picture/tests.rs"),
};

/// Drawn where the portal writes.
pub static FREE: Checked = Checked {
    rule: &FREE_RULE,
    check: Check::Field(|_, instance, findings| {
        if let Some((_, busy)) = hero(instance).and_then(|look| look.free).filter(|(_, busy)| *busy >= 8) {
            let message = format!("{busy} % of the columns 370 to 785, where the portal writes, are not of their main colour");
            findings.at(&FREE_RULE, instance, message).help("put the mark at the left and leave these columns plain");
        }
    }),
};
