//! Applies the certain fixes of a document's findings, round after round, until none is left.

use crate::offer::Document;
use crate::rule::compatible;
use crate::rules::{self, Finding};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A fix that was applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The rule.
    pub rule: &'static str,
    /// The file that was changed.
    pub file: String,
    /// What was done.
    pub label: String,
}

/// So many rounds are enough for every text that a person wrote; a hostile one must come to an end.
const MOST_ROUNDS: usize = 100;

/// Applies every fix of the findings that are not suppressed, or those of one rule, and says which. What a fix would break is
/// left as it is. Applied again, there is nothing more to do.
pub fn fix(document: &mut Document, today: Date, rule: Option<&str>) -> Vec<Applied> {
    let mut applied = Vec::new();
    for _ in 0..MOST_ROUNDS {
        let found = rules::judge(document, None, today).findings;
        let mut by_file: BTreeMap<String, Vec<Finding>> = BTreeMap::new();
        for finding in found.into_iter().filter(|finding| rule.is_none_or(|rule| finding.rule.id == rule)) {
            if finding.fix.is_some() {
                by_file.entry(finding.file.clone()).or_default().push(finding);
            }
        }
        let before = applied.len();
        for (file, findings) in by_file {
            apply(document, &file, findings, &mut applied);
        }
        if applied.len() == before {
            break;
        }
    }
    applied
}

/// Applies to one file what does not overlap; the rest comes in the next round.
fn apply(document: &mut Document, file: &str, findings: Vec<Finding>, applied: &mut Vec<Applied>) {
    let Some(place) = findings.first().map(|finding| finding.field.clone()) else { return };
    let fixes = || findings.iter().filter_map(|finding| finding.fix.clone());
    let edits = compatible(fixes());
    let was_taken =
        |finding: &&Finding| finding.fix.as_ref().is_some_and(|fix| fix.edits.iter().all(|edit| edits.contains(edit)));
    let taken: Vec<Applied> = findings
        .iter()
        .filter(was_taken)
        .map(|finding| Applied {
            rule: finding.rule.id,
            file: file.to_string(),
            label: finding.fix.as_ref().map(|fix| fix.label.clone()).unwrap_or_default(),
        })
        .collect();
    let before = document.text_of(file).map(str::to_string);
    if document.edit_text(file, edits.clone(), &place).is_ok() && document.text_of(file).map(str::to_string) != before {
        applied.extend(taken);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::offer::set::set_from_text;
    use jiff::civil::date;

    #[test]
    fn everything_certain_is_fixed_and_fixing_twice_changes_nothing() {
        let mut document = crate::sample::document();
        let html = "<p class=x><strong>a</strong><p onclick='y'>b</b></p><script>z</script>\
            <p><u>Minimum hardware requirements:</u> Linux x64 and arm64 OS, 1 GB of RAM, 1 GB of storage</p>";
        for (field, value) in [
            ("listing.description", html),
            ("listing.title", " Tank\u{200b} Level Gateway "),
            ("listing.summary", "Reads <b>tanks</b> &amp; more."),
        ] {
            set_from_text(&mut document, field, value).unwrap();
        }
        let applied = fix(&mut document, date(2026, 11, 23), None);
        assert!(applied.len() >= 7, "{applied:#?}");
        let offer = crate::offer::Offer::new(&document);
        assert_eq!(offer.get("listing.title"), "Tank Level Gateway");
        assert_eq!(offer.get("listing.summary"), "Reads tanks & more.");
        assert!(document.text_of("description.html").unwrap().starts_with("<p><b>a</b></p><p>b</p><p><u>Minimum"));
        let texts: Vec<(String, String)> = document.texts().map(|(file, text)| (file.into(), text.into())).collect();
        assert_eq!(fix(&mut document, date(2026, 11, 23), None), []);
        assert_eq!(texts, document.texts().map(|(file, text)| (file.to_string(), text.to_string())).collect::<Vec<_>>());
    }

    #[test]
    fn only_the_named_rule_is_fixed() {
        let mut document = crate::sample::document();
        set_from_text(&mut document, "listing.title", " Tank\u{200b} Level ").unwrap();
        let applied = fix(&mut document, date(2026, 11, 23), Some("text-padded"));
        assert_eq!(applied.iter().map(|one| one.rule).collect::<Vec<_>>(), ["text-padded"]);
    }

    #[test]
    fn what_is_suppressed_is_left_alone() {
        let mut document = crate::sample::document();
        for (field, value) in [
            ("listing.title", " Tank "),
            ("suppressions[0].rule", "text-padded"),
            ("suppressions[0].field", "listing.title"),
            ("suppressions[0].reason", "Our mark."),
        ] {
            set_from_text(&mut document, field, value).unwrap();
        }
        assert_eq!(fix(&mut document, date(2026, 11, 23), None), []);
    }
}
