//! How a logo looks: what the marketplace's designers ask for, measured.

use super::{Checked, LOGO_STYLE, logo};
use crate::media::Ground;
use crate::media::compose::LEAST_CONTRAST;
use crate::media::light;
use crate::rule::{Examples, Layer, Rule, Severity, Source};
use crate::rules::Check;

static CONTRAST_RULE: Rule = Rule {
    id: "logo-low-contrast",
    summary: "the mark of a logo can hardly be seen on a light or on a dark page",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Certification,
    explanation: "The marketplace shows logos on white, the Azure portal in its dark theme on nearly black (#1b1a19). A mark on a transparent background has to be seen on both, a mark on its own background on that. What is measured is the contrast that the best third of the mark has; 3:1 is the least for graphics (WCAG 2.2, 1.4.11).\n\nGive the mark a background of its own, or another colour. `edge-offer logos` chooses a background where one is needed.",
    source: Source {
        document: "WCAG 2.2; Partner Center, graphics suggestions",
        section: "1.4.11 Non-text contrast",
        date: "2023-10",
    },
    examples: Examples::Files("rules/picture/tests.rs"),
};

/// Hardly seen.
pub static CONTRAST: Checked = Checked {
    rule: &CONTRAST_RULE,
    check: Check::Field(|_, instance, findings| {
        let Some((_, look)) = logo(instance) else { return };
        let mark = light::hex(look.mark);
        let (on, contrast) = match look.ground {
            Ground::Transparent if look.on_light < LEAST_CONTRAST => ("a light page".to_string(), look.on_light),
            Ground::Transparent if look.on_dark < LEAST_CONTRAST => ("a dark page".to_string(), look.on_dark),
            Ground::Color(color) if look.on_ground < LEAST_CONTRAST => {
                (format!("its background {}", light::hex(color)), look.on_ground)
            }
            Ground::White | Ground::Black if look.on_ground < LEAST_CONTRAST => ("its background".to_string(), look.on_ground),
            _ => return,
        };
        if look.mark_size.0 > 0 {
            findings
                .at(
                    &CONTRAST_RULE,
                    instance,
                    format!("the mark ({mark}) has a contrast of {contrast:.1}:1 with {on}; 3:1 is needed"),
                )
                .help("put a background behind the mark, or give it another colour");
        }
    }),
};

static BACKGROUND_RULE: Rule = Rule {
    id: "logo-background-plain",
    summary: "a logo has a white or black background",
    severities: Severity::Advice.everywhere(),
    layer: Layer::Certification,
    explanation: "The background of a logo should not be white or black, say the guidelines: on a page of the same colour it has no edge, on another it is a box.\n\nTake a colour of your brand, or none at all (transparent).",
    source: LOGO_STYLE,
    examples: Examples::Files("rules/picture/tests.rs"),
};

/// White or black behind the mark.
pub static BACKGROUND: Checked = Checked {
    rule: &BACKGROUND_RULE,
    check: Check::Field(|_, instance, findings| {
        let Some((_, look)) = logo(instance) else { return };
        let color = match look.ground {
            Ground::White => "white",
            Ground::Black => "black",
            _ => return,
        };
        findings
            .at(&BACKGROUND_RULE, instance, format!("the background is {color}"))
            .help("take a colour of your brand, or a transparent background");
    }),
};

static COLOUR_RULE: Rule = Rule {
    id: "logo-colour-plain",
    summary: "the mark on a transparent background is white, black or blue",
    severities: Severity::Advice.everywhere(),
    layer: Layer::Certification,
    explanation: "If the background of a logo is transparent, its mark and text should not be white, black or blue, say the guidelines: the store's own pages have these colours. A mark counts as such where 60 % of it and more are white, black, or of a blue hue (200 to 260 degrees).\n\nPut a background of another colour behind it, or give the mark another colour.",
    source: LOGO_STYLE,
    examples: Examples::Files("rules/picture/tests.rs"),
};

/// A mark in the store's own colours.
pub static COLOUR: Checked = Checked {
    rule: &COLOUR_RULE,
    check: Check::Field(|_, instance, findings| {
        let Some((_, look)) = logo(instance) else { return };
        if look.ground == Ground::Transparent && look.plain >= 60 {
            let message = format!(
                "{} % of the mark is white, black or blue ({}) on a transparent background",
                look.plain,
                light::hex(look.mark)
            );
            findings.at(&COLOUR_RULE, instance, message).help("put a background of another colour behind it");
        }
    }),
};

static GRADIENT_RULE: Rule = Rule {
    id: "logo-gradient",
    summary: "a logo has a gradient, or is a photo",
    severities: Severity::Advice.everywhere(),
    layer: Layer::Certification,
    explanation: "Logos should be flat and have few colours, without gradients, say the guidelines: at 40 pixels a gradient or a photo is a blot. What is measured is how much of the mark runs smoothly from one colour to another; a quarter is too much.\n\nDraw the mark in flat colours.",
    source: LOGO_STYLE,
    examples: Examples::Files("rules/picture/tests.rs"),
};

/// Not flat.
pub static GRADIENT: Checked = Checked {
    rule: &GRADIENT_RULE,
    check: Check::Field(|_, instance, findings| {
        let Some((_, look)) = logo(instance) else { return };
        if look.smooth >= 25 {
            findings
                .at(
                    &GRADIENT_RULE,
                    instance,
                    format!("{} % of the mark runs from one colour to another: a gradient or a photo", look.smooth),
                )
                .help("draw the mark in flat colours");
        }
    }),
};

static LETTERS_RULE: Rule = Rule {
    id: "logo-tiny-text",
    summary: "a logo has small text in it",
    severities: Severity::Advice.everywhere(),
    layer: Layer::Certification,
    explanation: "Logos should have no text in them, not even the brand, say the guidelines: the title stands beside them anyway, and small letters cannot be read. What is looked for is four and more small shapes of one height in a line.\n\nLeave the text out of the square logos; the wide one may have it, large enough to read.",
    source: LOGO_STYLE,
    examples: Examples::Files("rules/picture/tests.rs"),
};

/// Small letters.
pub static LETTERS: Checked = Checked {
    rule: &LETTERS_RULE,
    check: Check::Field(|_, instance, findings| {
        let Some((_, look)) = logo(instance) else { return };
        let (count, high) = look.letters;
        if count >= 4 {
            let message = format!("{count} small shapes of about {high} pixels stand in a line, as letters do");
            findings.at(&LETTERS_RULE, instance, message).help("leave the text out; the title stands beside the logo");
        }
    }),
};

static SMALL_RULE: Rule = Rule {
    id: "logo-mark-small",
    summary: "the mark of a logo is much smaller than the logo",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Certification,
    explanation: "A mark that fills less than half of its logo, in width and in height, is lost in it. That happens where a square logo was put into the wide one with all the room that was around it already.\n\nCut the empty border away before the mark is put into the wide logo. `edge-offer logos` does that.",
    source: LOGO_STYLE,
    examples: Examples::Files("rules/picture/tests.rs"),
};

/// Lost in its picture.
pub static SMALL: Checked = Checked {
    rule: &SMALL_RULE,
    check: Check::Field(|_, instance, findings| {
        let Some((facts, look)) = logo(instance) else { return };
        let (width, height) = look.mark_size;
        if width == 0 || look.ground == Ground::Mixed {
            return;
        }
        if width * 2 < facts.width && height * 2 < facts.height {
            let percent = (width * 100 / facts.width).max(height * 100 / facts.height);
            let message =
                format!("the mark has {width}x{height} of {}x{} pixels, {percent} % of its place", facts.width, facts.height);
            findings.at(&SMALL_RULE, instance, message).help("cut the empty border away and let the mark fill its place");
        }
    }),
};
