//! Findings that the bundle itself suppresses, with a reason: `[[suppressions]]` in `offer.toml`.

use super::date_malformed;
use super::{Check, Checked, Finding, Findings};
use crate::nearest::nearest;
use crate::offer::{Document, FieldPath, Offer};
use crate::rule::{Examples, Layer, Rule, Severity, Source};
use jiff::civil::Date;

const SOURCE: Source = Source { document: "edge-offer", section: "suppressions", date: "2026-11" };

static UNKNOWN_RULE: Rule = Rule {
    id: "suppression-unknown",
    summary: "a suppression names a rule that there is not",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Bundle,
    explanation: "A suppression names its rule as findings show it. One that names no rule suppresses nothing: a slip of the pen, or a rule that a new version of the program no longer has. What is wrong with the bundle itself (layer B at error) cannot be suppressed: the program could not work with it.",
    source: SOURCE,
    examples: Examples::Offer {
        fails: &[
            &[("suppressions[0].rule", "title-with-dots"), ("suppressions[0].reason", "Agreed.")],
            &[("suppressions[0].rule", "file-unusable"), ("suppressions[0].reason", "Agreed.")],
        ],
        passes: &[&[("suppressions[0].rule", "title-with-dot"), ("suppressions[0].reason", "Agreed.")]],
    },
};

/// The name of no rule.
pub static UNKNOWN: Checked = Checked {
    rule: &UNKNOWN_RULE,
    check: Check::Field(|_, instance, findings| {
        if instance.field.key != "suppressions[].rule" || instance.is_empty() {
            return;
        }
        let rules = super::all();
        match rules.iter().find(|rule| rule.id == instance.text) {
            Some(rule) if can_be_suppressed(rule) => {}
            Some(_) => {
                findings
                    .at(&UNKNOWN_RULE, instance, format!("{} cannot be suppressed", instance.text))
                    .help("remove the suppression, and mend the bundle");
            }
            None => {
                let near = nearest(&instance.text, rules.iter().map(|rule| rule.id));
                let help =
                    near.map_or("`edge-offer explain` lists the rules".to_string(), |near| format!("did you mean {near}?"));
                findings.at(&UNKNOWN_RULE, instance, format!("there is no rule {}", instance.text)).help(help);
            }
        }
    }),
};

static EXPIRED: Rule = Rule {
    id: "suppression-expired",
    summary: "a suppression has expired",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Bundle,
    explanation: "The day until which the suppression holds is over, so that it has no effect any more and its finding is back. Look whether the reason still holds: give it a new day, or remove it and mend what the finding says.",
    source: SOURCE,
    examples: Examples::Files("rules/suppression.rs"),
};

static STALE: Rule = Rule {
    id: "suppression-stale",
    summary: "a suppression has nothing to suppress",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Bundle,
    explanation: "No finding of this rule is at this field. Either it was mended, and the suppression can go, or the field was moved (rows of a list are counted from 0). Left in place it would hide the next mistake.",
    source: SOURCE,
    examples: Examples::Files("rules/suppression.rs"),
};

/// The rules that speak when suppressions are applied.
pub static RULES: &[&Rule] = &[&EXPIRED, &STALE];

/// Whether a rule can be suppressed: not where the program could not work with the bundle.
pub fn can_be_suppressed(rule: &Rule) -> bool {
    rule.layer != Layer::Bundle || rule.severity() != Severity::Error
}

fn can_be_stale(rule: &str, was_online: bool) -> bool {
    let had_its_say = was_online || !crate::online::RULES.iter().any(|online| online.id == rule);
    had_its_say && super::all().iter().any(|known| known.id == rule && can_be_suppressed(known))
}

/// A finding that is suppressed.
#[derive(Clone, Debug, PartialEq)]
pub struct Suppressed {
    /// The finding.
    pub finding: Finding,
    /// Why it is suppressed.
    pub reason: String,
    /// The last day on which it is.
    pub until: Option<Date>,
}

/// One `[[suppressions]]`.
struct Suppression {
    row: usize,
    rule: String,
    field: Option<FieldPath>,
    reason: String,
    /// `Err` for a text that is no day.
    until: Result<Option<Date>, ()>,
}

impl Suppression {
    fn read(offer: &Offer, row: usize) -> Suppression {
        let instance = |name: &str| offer.instance(&FieldPath::of(&format!("suppressions[].{name}"), &[row]));
        let text = |name: &str| instance(name).map(|instance| instance.text.trim().to_string()).unwrap_or_default();
        let until = match text("until") {
            none if none.is_empty() => Ok(None),
            day => date_malformed::parse(&day).map(Some).ok_or(()),
        };
        Suppression { row, rule: text("rule"), field: field(&text("field")), reason: text("reason"), until }
    }

    /// Whether it is written completely.
    fn is_whole(&self) -> bool {
        !self.rule.is_empty() && self.field.is_some() && !self.reason.is_empty() && self.until.is_ok()
    }

    fn covers(&self, finding: &Finding) -> bool {
        let Some(field) = &self.field else { return false };
        finding.rule.id == self.rule && can_be_suppressed(finding.rule) && is_within(&finding.field, field)
    }
}

/// A path of a suppression; row `usize::MAX` stands for `[]`.
fn field(text: &str) -> Option<FieldPath> {
    FieldPath::parse(&text.replace("[]", &format!("[{}]", usize::MAX))).filter(|path| !path.segments().is_empty())
}

/// Whether `path` is `outer` or lies in it.
fn is_within(path: &FieldPath, outer: &FieldPath) -> bool {
    use crate::offer::path::Segment;
    path.segments().len() >= outer.segments().len()
        && path.segments().iter().zip(outer.segments()).all(|(one, other)| match (one, other) {
            (Segment::Row(_), Segment::Row(usize::MAX)) => true,
            _ => one == other,
        })
}

/// Takes the suppressed findings away, and adds what is to be said of the suppressions themselves.
/// `was_online`: whether the rules of [`crate::online`] had their say; where not, nothing of theirs is stale.
pub fn apply(
    document: &Document,
    offer: &Offer,
    today: Date,
    found: Vec<Finding>,
    was_online: bool,
) -> (Vec<Finding>, Vec<Suppressed>) {
    let rows = offer.count("suppressions");
    if rows == 0 {
        return (found, Vec::new());
    }
    let all: Vec<Suppression> = (0..rows).map(|row| Suppression::read(offer, row)).filter(Suppression::is_whole).collect();
    let (mut left, mut suppressed) = (Findings::new(document, offer.edition()), Vec::new());
    let mut used = vec![false; all.len()];
    for finding in found {
        let covering: Vec<usize> = (0..all.len()).filter(|at| all[*at].covers(&finding)).collect();
        covering.iter().for_each(|at| used[*at] = true);
        let holds = |at: &&usize| all[**at].until.is_ok_and(|until| until.is_none_or(|until| today <= until));
        match covering.iter().find(holds).map(|at| &all[*at]) {
            Some(by) => {
                suppressed.push(Suppressed { finding, reason: by.reason.clone(), until: by.until.ok().flatten() });
            }
            None => left.push(finding),
        }
    }
    for (one, used) in all.iter().zip(used) {
        let part = |name: &str| FieldPath::of(&format!("suppressions[].{name}"), &[one.row]);
        match one.until {
            Ok(Some(until)) if until < today => {
                left.at_path(&EXPIRED, &part("until"), format!("the suppression of {} expired on {until}", one.rule))
                    .help("give it a new day, or remove it");
            }
            _ if !used && can_be_stale(&one.rule, was_online) => {
                left.at_path(&STALE, &part("rule"), format!("{} finds nothing at this field", one.rule))
                    .help("remove the suppression, or mend its field");
            }
            _ => {}
        }
    }
    (left.sorted(), suppressed)
}

#[cfg(test)]
mod tests {
    use crate::offer::set::set_from_text;
    use crate::rules::judge;
    use jiff::civil::date;

    /// What is found and what is suppressed in the sample with a dot in its title and this suppression.
    fn judged(field: &str, reason: &str, until: &str) -> (Vec<&'static str>, Vec<(&'static str, String)>) {
        let mut document = crate::sample::document();
        for (path, value) in [
            ("listing.title", "Tank 2.0"),
            ("suppressions[0].rule", "title-with-dot"),
            ("suppressions[0].field", field),
            ("suppressions[0].reason", reason),
            ("suppressions[0].until", until),
        ] {
            set_from_text(&mut document, path, value).unwrap();
        }
        let judgement = judge(&document, None, date(2026, 11, 23));
        let ours = |id: &&str| id.starts_with("suppression") || id.starts_with("title-with") || id.starts_with("date");
        (
            judgement.findings.iter().map(|finding| finding.rule.id).filter(ours).collect(),
            judgement.suppressed.into_iter().map(|one| (one.finding.rule.id, one.reason)).collect(),
        )
    }

    #[test]
    fn a_suppression_takes_its_finding_away_and_says_why() {
        let suppressed = vec![("title-with-dot", "Agreed.".to_string())];
        assert_eq!(judged("listing.title", "Agreed.", ""), (vec![], suppressed.clone()));
        assert_eq!(judged("listing", "Agreed.", ""), (vec![], suppressed.clone()));
        assert_eq!(judged("listing.title", "Agreed.", "2026-11-23"), (vec![], suppressed));
    }

    #[test]
    fn one_that_expired_or_has_nothing_to_do_is_a_finding() {
        assert_eq!(judged("listing.title", "Agreed.", "2026-11-22").0, ["title-with-dot", "suppression-expired"]);
        assert_eq!(judged("listing.summary", "Agreed.", "").0, ["title-with-dot", "suppression-stale"]);
    }

    #[test]
    fn one_for_the_network_is_not_stale_before_the_network_was_asked() {
        let mut document = crate::sample::document();
        for (path, value) in [
            ("suppressions[0].rule", "online-address-unsure"),
            ("suppressions[0].field", "support.website"),
            ("suppressions[0].reason", "It lets no robots in."),
        ] {
            set_from_text(&mut document, path, value).unwrap();
        }
        let found = |online: Option<Vec<crate::rules::Finding>>| {
            crate::rules::judge_with(&document, None, date(2026, 11, 23), online).findings.len()
        };
        assert_eq!((found(None), found(Some(Vec::new()))), (0, 1));
    }

    #[test]
    fn one_that_is_not_whole_has_no_effect() {
        assert_eq!(judged("listing.title", "", "").0, ["title-with-dot"]);
        assert_eq!(judged("listing.title", "Agreed.", "soon").0, ["title-with-dot", "date-malformed"]);
        assert_eq!(judged("", "Agreed.", "").0, ["title-with-dot"]);
    }

    #[test]
    fn empty_brackets_stand_for_every_row() {
        let mut document = crate::sample::document();
        for (path, value) in [
            ("plans[0].tags", "1.4.0"),
            ("suppressions[0].rule", "tags-without-latest"),
            ("suppressions[0].field", "plans[].tags"),
            ("suppressions[0].reason", "Agreed."),
        ] {
            set_from_text(&mut document, path, value).unwrap();
        }
        let judgement = judge(&document, None, date(2026, 11, 23));
        assert!(judgement.suppressed.iter().any(|one| one.finding.rule.id == "tags-without-latest"), "{judgement:#?}");
    }
}
