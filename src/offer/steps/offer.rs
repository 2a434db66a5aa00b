//! Step 1, *Offer*: who publishes what, and for which form.

use super::{field_row, group, source};
use crate::offer::field::{Choice, Field, Kind, Step};
use crate::rule::Source;

const SETUP: Source = source("Partner Center", "Create an IoT Edge module offer, offer setup", "2023-10");
const DESIGN: Source = source("edge-offer", "editions of the form", "2026-11");

const EDITIONS: &[Choice] = &[
    Choice { value: "partner-center", label: "Partner Center" },
    Choice { value: "portal-2018", label: "Cloud Partner Portal of 2018" },
];
const BILLING: &[Choice] = &[Choice { value: "free", label: "Free" }, Choice { value: "byol", label: "Bring your own licence" }];

const FIELDS: &[Field] = &[
    field_row("offer.publisher", "Publisher ID", Kind::Identifier, SETUP)
        .required()
        .least(3)
        .most(50, 50)
        .help("Your organisation's unique id in the commercial marketplace. It is part of the offer's address and cannot be changed after the offer is created.")
        .example("fjord-sensing"),
    field_row("offer.id", "Offer ID", Kind::Identifier, SETUP)
        .required()
        .least(3)
        .most(50, 50)
        .help("Names the offer within your account and is seen in its web address. Lower-case letters, digits and hyphens; it can never be changed after Create.")
        .example("tank-level-gateway"),
    field_row("offer.alias", "Offer alias", Kind::Line, SETUP)
        .required()
        .help("The offer's name inside Partner Center. Customers never see it. Microsoft documents no limit for its length.")
        .example("Tank Level Gateway (2026)"),
    field_row("offer.edition", "Edition of the form", Kind::Choice(EDITIONS), DESIGN)
        .help("The form for which this offer is written. It decides the limits: a text within those of 2018 fits every edition. Left out, it is Partner Center.")
        .example("partner-center"),
    field_row("offer.billing", "Billing", Kind::Choice(BILLING), source("Partner Center", "Determine your listing type; IoT Edge module offers", "2023-10"))
        .required()
        .help("The marketplace never charges for an IoT Edge module. Free: anybody may use it. Bring your own licence: you sell the licence yourself and say so in the description.")
        .example("free"),
];

/// The step.
pub static STEP: Step = Step {
    title: "Offer",
    short: "Offer",
    intro: "Store: Azure Marketplace. Publishing option: Get it now (Transact). Both are fixed for IoT Edge modules.",
    groups: &[group("", "", FIELDS)],
};
