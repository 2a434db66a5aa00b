//! The rules of the marketplace and of the bundle: one file each, one line in [`RULES`].
//!
//! A rule file holds a [`Rule`] (what people are told) and a check (what finds it). [`check`] runs them all over an
//! offer. Limits of single fields stand in the table of fields; the rules here only know how to compare with them.

mod address_not_web;
mod choice_unknown;
pub mod configuration;
mod description_without_hardware;
mod email_malformed;
mod file_unusable;
pub mod finding;
mod guid_malformed;
mod identifier_malformed;
mod ids_too_long_together;
mod key_unknown;
mod length;
mod line_break;
mod links_incomplete;
mod phone_malformed;
mod picture;
mod plans_not_distinct;
mod plans_without_public;
mod registry_name;
mod required_missing;
mod rows_count;
mod secret_in_bundle;
mod tags;
mod text_invisible;
mod title_emoji;
mod title_with_dot;
mod value_wrong_type;
mod video_address;

use crate::offer::{Document, Edition, Instance, Offer};
use crate::rule::Rule;
pub use finding::{Finding, Findings};

/// A rule with its check.
pub struct Checked {
    /// What people are told.
    pub rule: &'static Rule,
    /// What finds it.
    pub check: Check,
}

/// How a rule looks at an offer.
pub enum Check {
    /// Once for each field of each row.
    Field(fn(&Offer, &Instance, &mut Findings)),
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
    &line_break::CHECKED,
    &choice_unknown::CHECKED,
    &identifier_malformed::CHECKED,
    &registry_name::CHECKED,
    &guid_malformed::CHECKED,
    &email_malformed::CHECKED,
    &phone_malformed::CHECKED,
    &address_not_web::CHECKED,
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
    &tags::WITHOUT_LATEST,
    &tags::WITHOUT_VERSION,
    &secret_in_bundle::CHECKED,
    &rows_count::TOO_FEW,
    &rows_count::TOO_MANY,
    &ids_too_long_together::CHECKED,
    &description_without_hardware::CHECKED,
    &links_incomplete::CHECKED,
    &plans_not_distinct::CHECKED,
    &plans_without_public::CHECKED,
    &key_unknown::CHECKED,
];

/// Judges a document by every rule, in its own edition or in another. Findings come in the order of the form.
pub fn check(document: &Document, edition: Option<Edition>) -> Vec<Finding> {
    let offer = Offer::new(document).with_edition(edition.unwrap_or(document.edition()));
    let mut findings = Findings::new(document);
    for instance in offer.all() {
        for checked in RULES {
            if let Check::Field(check) = checked.check {
                check(&offer, &instance, &mut findings);
            }
        }
        configuration::check(&offer, &instance, &mut findings);
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
    let mut rules: Vec<&'static Rule> =
        RULES.iter().map(|checked| checked.rule).chain(crate::edge::RULES.iter().copied()).collect();
    rules.sort_by_key(|rule| rule.id);
    rules
}

#[cfg(test)]
mod tests;
