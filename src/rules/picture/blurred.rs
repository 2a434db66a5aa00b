//! Pictures that are not sharp.

use super::{Checked, MEDIA, seen};
use crate::rule::{Examples, Layer, Rule, Severity};
use crate::rules::Check;

/// Over how many pixels the sharpest quarter of the edges may be spread. Shapes drawn with smooth edges have 1 to 2, the same
/// enlarged twice has 3 and more.
const WIDEST_EDGE: f32 = 3.0;
/// A picture with fewer edges is not judged: a plain field of one colour has none.
const LEAST_EDGES: u32 = 40;

static RULE: Rule = Rule {
    id: "picture-blurred",
    summary: "a picture is blurred, or was enlarged",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Certification,
    explanation: "Blurry images will cause your submission to be rejected, says Partner Center. What is measured is over how many pixels the sharpest quarter of the edges is spread: 1 to 2 in a sharp picture, 3 and more where a small picture was enlarged or a large one was blurred. A picture that was enlarged by repeating its pixels is found, too.\n\nMake it anew from its source, in the wanted size. For logos, `edge-offer logos` does that from an SVG or a large picture.",
    source: MEDIA,
    examples: Examples::Files("rules/picture/tests.rs"),
};

/// Not sharp.
pub static BLURRED: Checked = Checked {
    rule: &RULE,
    check: Check::Field(|_, instance, findings| {
        let Some((_, look)) = seen(instance) else { return };
        let message = if look.repeated > 1 {
            format!("the picture was enlarged {} times by repeating its pixels", look.repeated)
        } else if look.edges >= LEAST_EDGES && look.edge >= WIDEST_EDGE {
            format!("the picture is blurred: its sharpest edges are {:.1} pixels wide; a sharp one has 1 to 2", look.edge)
        } else {
            return;
        };
        findings.at(&RULE, instance, message).help("make it anew from its source in this size; do not enlarge a small one");
    }),
};
