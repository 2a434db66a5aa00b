//! The rules of the marketplace and of the bundle: one file each, one line in [`RULES`].
//!
//! A rule file holds a [`Rule`] (what people are told) and a check (what finds it). [`check`] runs them all over an
//! offer. Limits of single fields stand in the table of fields; the rules here only know how to compare with them.

mod address_not_web;
mod choice_unknown;
pub mod configuration;
mod date_malformed;
mod description;
mod description_without_hardware;
mod email_malformed;
mod file_unusable;
pub mod finding;
mod guid_malformed;
pub mod hardware;
mod identifier_malformed;
mod identifier_underscore;
mod ids_too_long_together;
mod key_unknown;
mod language;
mod length;
mod line_break;
mod links;
mod links_incomplete;
mod module_name;
mod one_of_each;
mod phone_malformed;
mod picture;
mod placeholder;
mod plain_text;
mod plans;
mod plans_not_distinct;
mod plans_without_public;
pub mod questions_open;
mod registry_name;
mod repeated;
mod required_missing;
mod rows_count;
mod secret_in_bundle;
mod settings;
pub mod suppression;
mod tags;
mod template_text;
mod text_invisible;
mod title_emoji;
mod title_with_dot;
mod unfinished;
mod value_wrong_type;
mod video_address;
mod wording;

use crate::offer::{Document, Edition, Instance, Offer};
use crate::rule::Rule;
pub use address_not_web::fault as address_fault;
pub use finding::{Finding, Findings};
use jiff::civil::Date;
pub use suppression::Suppressed;
pub use tags::is_version as is_version_tag;

/// A rule with its check.
pub struct Checked {
    /// What people are told.
    pub rule: &'static Rule,
    /// What finds it.
    pub check: Check,
}

/// How a rule looks at an offer.
pub enum Check {
    /// Once for each field of each row, as far as it means something: not for what hangs on a choice that was not made.
    Field(fn(&Offer, &Instance, &mut Findings)),
    /// Once for each field of each row, whether or not it means something as things are.
    AnyField(fn(&Offer, &Instance, &mut Findings)),
    /// Once for the whole offer.
    Offer(fn(&Offer, &mut Findings)),
}

/// Every rule of this folder. The order decides which finding of one field is shown first.
pub static RULES: &[&Checked] = &[
    &value_wrong_type::CHECKED,
    &file_unusable::CHECKED,
    &required_missing::CHECKED,
    &length::TOO_LONG,
    &length::TOO_SHORT,
    &length::NEARLY,
    &line_break::CHECKED,
    &choice_unknown::CHECKED,
    &identifier_malformed::CHECKED,
    &identifier_underscore::CHECKED,
    &registry_name::CHECKED,
    &guid_malformed::CHECKED,
    &date_malformed::CHECKED,
    &email_malformed::CHECKED,
    &phone_malformed::CHECKED,
    &address_not_web::CHECKED,
    &links::SHORT_LINK,
    &links::RETIRED_CATALOGUE,
    &links::INSECURE,
    &picture::NOT_PNG,
    &picture::BROKEN,
    &picture::WRONG_SIZE,
    &picture::ANIMATED,
    &picture::BLURRED,
    &picture::CONTRAST,
    &picture::SMALL,
    &picture::BACKGROUND,
    &picture::COLOUR,
    &picture::GRADIENT,
    &picture::LETTERS,
    &picture::HERO_BACKGROUND,
    &picture::HERO_LIGHT,
    &picture::HERO_FREE,
    &video_address::CHECKED,
    &text_invisible::CHECKED,
    &title_emoji::CHECKED,
    &title_with_dot::CHECKED,
    &plain_text::MARKUP,
    &template_text::CHECKED,
    &plain_text::PADDED,
    &wording::CAPITALS,
    &wording::SELLING,
    &wording::ORGANISATION,
    &tags::MALFORMED,
    &one_of_each::TAGS,
    &tags::WITHOUT_LATEST,
    &tags::WITHOUT_VERSION,
    &tags::NOT_VERSIONED,
    &tags::PLATFORMS,
    &tags::WINDOWS,
    &tags::IMAGE_TAG,
    &secret_in_bundle::CHECKED,
    &secret_in_bundle::BESIDE_FIELDS,
    &settings::IN_VARIABLE,
    &settings::LIKE_VALUE,
    &settings::UNDOCUMENTED,
    &settings::TWICE,
    &placeholder::MALFORMED,
    &placeholder::UNEXPLAINED,
    &module_name::EMPTY,
    &module_name::DIFFERS,
    &rows_count::TOO_FEW,
    &rows_count::TOO_MANY,
    &ids_too_long_together::CHECKED,
    &description_without_hardware::CHECKED,
    &hardware::INCOMPLETE,
    &hardware::DIFFERS,
    &language::PHRASE_MISSING,
    &language::UNDECLARED,
    &unfinished::THIN,
    &repeated::CHECKED,
    &links_incomplete::CHECKED,
    &links::TWICE,
    &links::PRIVACY,
    &unfinished::CONTRACT,
    &unfinished::CATEGORY,
    &one_of_each::CATEGORIES,
    &unfinished::SCREENSHOTS,
    &plans_not_distinct::CHECKED,
    &plans_without_public::CHECKED,
    &plans::WITHOUT_GLOBAL,
    &plans::GOVERNMENT,
    &plans::SHARED,
    &plans::IMAGE,
    &one_of_each::SUBSCRIPTIONS,
    &unfinished::NOTES,
    &questions_open::CHECKED,
    &suppression::UNKNOWN,
    &key_unknown::CHECKED,
];

/// What is said of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judgement {
    /// What is wrong, in the order of the form.
    pub findings: Vec<Finding>,
    /// What would be wrong, if the bundle did not say that it is not.
    pub suppressed: Vec<Suppressed>,
}

/// Judges a document by every rule, in its own edition or in another, and applies the suppressions that hold `today`.
pub fn judge(document: &Document, edition: Option<Edition>, today: Date) -> Judgement {
    judge_with(document, edition, today, None)
}

/// The same with what the network said ([`crate::online`]), if it was asked.
pub fn judge_with(document: &Document, edition: Option<Edition>, today: Date, online: Option<Vec<Finding>>) -> Judgement {
    let offer = Offer::new(document).with_edition(edition.unwrap_or(document.edition()));
    let was_asked = online.is_some();
    let mut findings = Findings::new(document, offer.edition());
    check(document, edition).into_iter().chain(online.into_iter().flatten()).for_each(|finding| findings.push(finding));
    let (findings, suppressed) = suppression::apply(document, &offer, today, findings.sorted(), was_asked);
    Judgement { findings, suppressed }
}

/// What every rule finds in a document, whatever the bundle suppresses. Findings come in the order of the form.
pub fn check(document: &Document, edition: Option<Edition>) -> Vec<Finding> {
    let offer = Offer::new(document).with_edition(edition.unwrap_or(document.edition()));
    let mut findings = Findings::new(document, offer.edition());
    for instance in offer.all() {
        let applies = offer.applies(instance.field, &instance.path);
        for checked in RULES {
            match checked.check {
                Check::Field(check) if applies => check(&offer, &instance, &mut findings),
                Check::AnyField(check) => check(&offer, &instance, &mut findings),
                _ => (),
            }
        }
        if applies {
            configuration::check(&offer, &instance, &mut findings);
            description::check(&instance, &mut findings);
        }
    }
    for checked in RULES {
        if let Check::Offer(check) = checked.check {
            check(&offer, &mut findings);
        }
    }
    findings.sorted()
}

/// Every rule of the program, by name: these and the runtime's.
pub fn all() -> Vec<&'static Rule> {
    let own = RULES.iter().map(|checked| checked.rule).chain(suppression::RULES.iter().copied());
    let own = own.chain(crate::html::RULES.iter().copied());
    let own = own.chain(crate::online::RULES.iter().copied());
    let mut rules: Vec<&'static Rule> = own.chain(crate::edge::RULES.iter().copied()).collect();
    rules.sort_by_key(|rule| rule.id);
    rules.dedup_by(|one, other| std::ptr::eq(*one, *other));
    rules
}

#[cfg(test)]
mod tests;
