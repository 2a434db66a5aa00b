//! What only people can judge.

use super::{Check, Checked};
use crate::offer::{FieldPath, Kind, Offer, steps};
use crate::rule::{Examples, Layer, Rule, Severity, Source};

static RULE: Rule = Rule {
    id: "questions-open",
    summary: "questions that only people can answer are open",
    severities: Severity::Advice.everywhere(),
    layer: Layer::Certification,
    explanation: "Certification is done by people, who look at what no program can know: whether pictures are sharp, texts true, marks yours, the module tried on a device. These questions stand in the step Audience and certification, each with its reason.\n\nAnswer those that you can answer with yes. The day is noted in offer.toml; the package's report shows it.",
    source: Source { document: "Certification policies; pre-certification checklist", section: "100; IoT Edge", date: "2024-08" },
    examples: Examples::Offer {
        fails: &[&[("certification.checked.device", "")]],
        passes: &[&[("certification.checked.device", "2026-11-23")]],
    },
};

/// The rule.
pub static CHECKED: Checked = Checked {
    rule: &RULE,
    check: Check::Offer(|offer, findings| {
        let open = open(offer);
        let Some(first) = open.first() else { return };
        let all = questions().count();
        let are = if open.len() == 1 { "is" } else { "are" };
        findings
            .at_path(&RULE, first, format!("of {all} questions that only people can answer, {} {are} open", open.len()))
            .help("answer them under Audience and certification");
    }),
};

/// The questions, in order.
pub fn questions() -> impl Iterator<Item = &'static crate::offer::Field> {
    steps::fields().filter(|field| field.kind == Kind::Answer)
}

/// The questions that have no answer yet.
pub fn open(offer: &Offer) -> Vec<FieldPath> {
    questions()
        .map(|field| offer.instance_of(field, FieldPath::of(field.key, &[])))
        .filter(|instance| instance.is_empty())
        .map(|instance| instance.path)
        .collect()
}
