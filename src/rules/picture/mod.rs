//! Logos, screenshots, thumbnails, hero: what the files really are, and what can be seen in them.

mod blurred;
mod hero;
mod style;
#[cfg(test)]
mod tests;

use super::{Check, Checked};
use crate::media::{Look, PictureFacts};
use crate::offer::field::PictureSize;
use crate::offer::{Attachment, Instance, Kind};
use crate::rule::{Examples, Layer, Rule, Severity, Source};
pub use blurred::BLURRED;
pub use hero::{BACKGROUND as HERO_BACKGROUND, FREE as HERO_FREE, LIGHT as HERO_LIGHT};
pub use style::{BACKGROUND, COLOUR, CONTRAST, GRADIENT, LETTERS, SMALL};

const MEDIA: Source =
    Source { document: "Partner Center; Cloud Partner Portal", section: "marketplace media; Marketplace tab", date: "2023-10" };

fn facts<'a>(instance: &'a Instance) -> Option<(PictureSize, &'a PictureFacts)> {
    match (instance.field.kind, instance.attachment) {
        (Kind::Picture(size, _), Some(Attachment::Picture(facts))) => Some((size, facts)),
        _ => None,
    }
}

/// The guidelines for logos.
const LOGO_STYLE: Source = Source {
    document: "Partner Center; Cloud Partner Portal",
    section: "graphics suggestions; Marketplace tab, logos",
    date: "2023-10",
};

/// What can be seen in the picture of a field.
fn seen<'a>(instance: &'a Instance) -> Option<(&'a PictureFacts, &'a Look)> {
    let (_, facts) = facts(instance)?;
    facts.look.as_ref().map(|look| (facts, look))
}

/// The same, where the field is a logo.
fn logo<'a>(instance: &'a Instance) -> Option<(&'a PictureFacts, &'a Look)> {
    seen(instance).filter(|_| instance.field.key.starts_with("media.logos."))
}

static NOT_PNG_RULE: Rule = Rule {
    id: "picture-not-png",
    summary: "a picture is no PNG, whatever its name says",
    severities: Severity::Error.everywhere(),
    layer: Layer::Marketplace,
    explanation: "Every picture of the listing is a PNG. What counts is the file's signature, not its name: a JPEG that was renamed is still a JPEG, and the upload fails.\n\nExport it again as PNG from the program in which it was drawn.",
    source: MEDIA,
    examples: Examples::Files("rules/picture/tests.rs"),
};

/// Another format.
pub static NOT_PNG: Checked = Checked {
    rule: &NOT_PNG_RULE,
    check: Check::Field(|_, instance, findings| {
        let Some((_, facts)) = facts(instance) else { return };
        if facts.format != "PNG" {
            let found = match facts.format.as_str() {
                "unknown" => "no picture that is known here".to_string(),
                "empty file" => "empty".to_string(),
                format => format!("{format}, not PNG"),
            };
            findings.at(&NOT_PNG_RULE, instance, format!("the file is {found}")).help("export it as PNG; renaming is not enough");
        }
    }),
};

static BROKEN_RULE: Rule = Rule {
    id: "picture-broken",
    summary: "a picture is truncated or damaged",
    severities: Severity::Error.everywhere(),
    layer: Layer::Marketplace,
    explanation: "The file begins as a PNG, but not all of it is there or it cannot be decoded. A download that was cut off, or a text conversion by git (mark *.png as binary), does that.",
    source: MEDIA,
    examples: Examples::Files("rules/picture/tests.rs"),
};

/// Not whole.
pub static BROKEN: Checked = Checked {
    rule: &BROKEN_RULE,
    check: Check::Field(|_, instance, findings| {
        if let Some((_, PictureFacts { broken: Some(reason), .. })) = facts(instance) {
            findings.at(&BROKEN_RULE, instance, format!("the picture is damaged: {reason}"));
        }
    }),
};

static WRONG_SIZE_RULE: Rule = Rule {
    id: "logo-wrong-size",
    summary: "a logo or picture has another size than the store takes",
    severities: Severity::Error.everywhere(),
    layer: Layer::Marketplace,
    explanation: "The store takes its pictures in fixed sizes, to the pixel, and refuses what is two pixels off. The sizes: logos 40x40, 48x48, 90x90, 115x115 and 255x115, one square logo from 216x216 to 350x350, the optional hero 815x290, screenshots and thumbnails 1280x720 (533x324 in the portal of 2018).\n\n`edge-offer logos MASTER -o DIR` makes every logo from one picture, best an SVG; in the wizard ^L does, and F6 crops or pads the one at hand. Do not enlarge a small picture: blurred ones are rejected, too.",
    source: MEDIA,
    examples: Examples::Files("rules/picture/tests.rs"),
};

/// Another size.
pub static WRONG_SIZE: Checked = Checked {
    rule: &WRONG_SIZE_RULE,
    check: Check::Field(|_, instance, findings| {
        let Some((size, facts)) = facts(instance) else { return };
        if facts.format == "PNG" && facts.width > 0 && !size.fits(facts.width, facts.height) {
            findings
                .at(
                    &WRONG_SIZE_RULE,
                    instance,
                    format!(
                        "the picture has {}x{} pixels{}; {} is wanted",
                        facts.width,
                        facts.height,
                        not_square(size, facts),
                        size.words()
                    ),
                )
                .help("export it in that size from its source");
        }
    }),
};

static ANIMATED_RULE: Rule = Rule {
    id: "picture-animated",
    summary: "a picture moves",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Marketplace,
    explanation: "The file is an animated PNG. The store shows its first frame at best.",
    source: MEDIA,
    examples: Examples::Files("rules/picture/tests.rs"),
};

/// An animation.
pub static ANIMATED: Checked = Checked {
    rule: &ANIMATED_RULE,
    check: Check::Field(|_, instance, findings| {
        if facts(instance).is_some_and(|(_, facts)| facts.animated) {
            findings.at(&ANIMATED_RULE, instance, "the picture is animated").help("export one frame as PNG");
        }
    }),
};

/// Says that a picture is not square, where it should be.
fn not_square(size: PictureSize, facts: &PictureFacts) -> &'static str {
    let square = matches!(size, PictureSize::Square(..)) || size.fits(facts.height, facts.height);
    if square && facts.width != facts.height { " and is not square" } else { "" }
}
