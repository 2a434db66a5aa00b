//! Texts in HTML, judged by the marketplace's list of tags (`html`), at their place in the offer. The rules themselves
//! stand in [`crate::html::rules`].

use super::Findings;
use crate::offer::field::Language;
use crate::offer::{Instance, Kind};

/// Judges one field, if it is a text in HTML.
pub fn check(instance: &Instance, findings: &mut Findings) {
    if let (Kind::TextFile(Language::Html, _), false) = (instance.field.kind, instance.text.is_empty()) {
        for problem in crate::html::judge(&instance.text) {
            findings.problem(instance, problem);
        }
    }
}
