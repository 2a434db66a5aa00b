//! The portals' pages in their order: what to click, and which field of the offer goes where under what label. One table a
//! portal; the paste sheet is drawn from it. A field that is on no page is named in `NOT_ENTERED` with the reason.

mod partner_center;
mod portal_2018;

use crate::offer::{Edition, Offer};

/// A portal.
pub struct Portal {
    /// Its name.
    pub name: &'static str,
    /// Its pages, in order.
    pub pages: &'static [Page],
    /// The keys (or their beginnings) that are not entered anywhere, and why.
    pub not_entered: &'static [(&'static str, &'static str)],
}

impl Portal {
    /// Why the field with this key is not entered, if it is not.
    pub fn reason_not_entered(&self, key: &str) -> Option<&'static str> {
        let covers = |of: &str| key.strip_prefix(of).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        self.not_entered.iter().find(|(of, _)| covers(of)).map(|(_, reason)| *reason)
    }
}

/// A page of a portal.
pub struct Page {
    /// Its title, as the portal words it.
    pub title: &'static str,
    /// Whether there is one for each plan.
    pub for_each_plan: bool,
    /// Whether it ends the work: an update does it, too.
    pub closing: bool,
    /// What stands on it.
    pub parts: &'static [Part],
}

/// One thing on a page.
pub enum Part {
    /// What to do.
    Say(&'static str),
    /// What to do where a field has a value: its key, the value, what to do.
    When(&'static str, &'static str, &'static str),
    /// A heading of the page.
    Heading(&'static str),
    /// A field: its key, and its label in the portal.
    Field(&'static str, &'static str),
    /// All rows of a list: its key, what to click for one more, and the keys and labels of a row.
    Rows(&'static str, &'static str, &'static [(&'static str, &'static str)]),
    /// A value that is made of others: its label, how, and a word about it.
    Made(&'static str, fn(&Offer, usize) -> String, &'static str),
    /// What must be typed by hand because it is secret: its label, and where it comes from.
    Secret(&'static str, &'static str),
    /// A file of the package to upload: its label and its name.
    Upload(&'static str, &'static str),
}

/// The portal of an edition.
pub fn of(edition: Edition) -> &'static Portal {
    match edition {
        Edition::PartnerCenter => &partner_center::PORTAL,
        Edition::Portal2018 => &portal_2018::PORTAL,
    }
}

const fn page(title: &'static str, parts: &'static [Part]) -> Page {
    Page { title, for_each_plan: false, closing: false, parts }
}

const fn closing_page(title: &'static str, parts: &'static [Part]) -> Page {
    Page { title, for_each_plan: false, closing: true, parts }
}

const fn plan_page(title: &'static str, parts: &'static [Part]) -> Page {
    Page { title, for_each_plan: true, closing: false, parts }
}

const ROUTES: Part =
    Part::Rows("plans[].routes", "Add a route", &[("plans[].routes[].name", "Name"), ("plans[].routes[].value", "Value")]);
const TWIN: Part =
    Part::Rows("plans[].twin", "Add a desired property", &[("plans[].twin[].name", "Name"), ("plans[].twin[].value", "Value")]);
const VARIABLES: Part = Part::Rows(
    "plans[].variables",
    "Add a variable",
    &[("plans[].variables[].name", "Name"), ("plans[].variables[].value", "Value")],
);
const ADMIN_USER: &str = "In the Azure portal, the registry's page Access keys, with its admin user enabled. It is a secret: it is in no file of this package.";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::offer::steps;

    fn keys(portal: &Portal) -> Vec<&'static str> {
        let mut keys = Vec::new();
        for part in portal.pages.iter().flat_map(|page| page.parts) {
            match part {
                Part::Field(key, _) => keys.push(*key),
                Part::Rows(_, _, fields) => keys.extend(fields.iter().map(|(key, _)| *key)),
                _ => {}
            }
        }
        keys
    }

    #[test]
    fn every_field_is_on_a_page_once_or_named_as_not_entered() {
        for edition in Edition::ALL {
            let portal = of(edition);
            let on_pages = keys(portal);
            for field in steps::fields() {
                let times = on_pages.iter().filter(|key| **key == field.key).count();
                let reason = portal.reason_not_entered(field.key).is_some();
                assert!(
                    times + usize::from(reason) == 1,
                    "{}: {} is entered {times} times, reason given: {reason}",
                    portal.name,
                    field.key
                );
            }
            for key in on_pages {
                assert!(steps::field(key).is_some(), "{}: {key} is no field", portal.name);
            }
            for (key, reason) in portal.not_entered {
                assert!(steps::fields().any(|field| field.key.starts_with(key)) && reason.len() > 10, "{}: {key}", portal.name);
            }
        }
    }

    #[test]
    fn what_is_asked_of_a_plan_stands_on_a_page_for_each_plan() {
        for page in Edition::ALL.into_iter().flat_map(|edition| of(edition).pages) {
            for part in page.parts {
                let key = match part {
                    Part::Field(key, _) | Part::Rows(key, ..) | Part::When(key, ..) => key,
                    _ => continue,
                };
                assert_eq!(key.starts_with("plans[]"), page.for_each_plan, "{}: {key}", page.title);
            }
        }
    }
}
