//! What can never be changed afterwards: the paste sheet says it at its field, and `export --since` holds an update to it.
//! Source: Partner Center, IoT Edge module offer pages, 2023-10; Cloud Partner Portal, update an existing offer, 2018-10.

/// What an update may do with a field that is live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// Nothing: it stays as it is.
    Nothing,
    /// Something may be added; what is there stays.
    More,
    /// Anything, unless it had this value.
    UnlessWas(&'static str),
}

/// A field that can never be changed afterwards.
#[derive(Clone, Copy, Debug)]
pub struct Permanent {
    /// Its key in the table of fields.
    pub key: &'static str,
    /// What the sheet says at it.
    pub words: &'static str,
    /// What an update may do.
    pub allowed: Allowed,
}

impl Permanent {
    /// Whether it means something for a field with this value.
    pub fn concerns(&self, value: &str) -> bool {
        !matches!(self.allowed, Allowed::UnlessWas(only) if only != value)
    }
}

const fn permanent(key: &'static str, words: &'static str, allowed: Allowed) -> Permanent {
    Permanent { key, words, allowed }
}

/// All of them.
pub const PERMANENT: &[Permanent] = &[
    permanent("offer.publisher", "Cannot be changed after the offer is created.", Allowed::Nothing),
    permanent("offer.id", "Cannot be changed after the offer is created, and is seen in its web address.", Allowed::Nothing),
    permanent(
        "legal.terms",
        "The Standard Contract cannot be taken back once the offer is published.",
        Allowed::UnlessWas("standard-contract"),
    ),
    permanent("media.hero", "In the portal of 2018 it can never be deleted once it is uploaded.", Allowed::More),
    permanent("plans[].id", "Cannot be changed after the plan is created.", Allowed::Nothing),
    permanent("plans[].repository", "Cannot be changed once it is set; it belongs to one offer only.", Allowed::Nothing),
    permanent("plans[].regions", "A region cannot be removed after publishing.", Allowed::More),
    permanent("plans[].tags", "A version tag that is live can neither be moved nor removed.", Allowed::More),
    permanent("offer.billing", "The licence model of a plan cannot be changed once it is live.", Allowed::Nothing),
];

/// What is said of the field with this key, if it can never be changed.
pub fn of(key: &str) -> Option<&'static Permanent> {
    PERMANENT.iter().find(|permanent| permanent.key == key)
}
