//! Step 6, *Support*: whom customers and Microsoft call.

use super::{field_row, group, source};
use crate::offer::field::{Field, Kind, Step};
use crate::rule::Source;

const CONTACTS: Source =
    source("Partner Center", "Configure IoT Edge module offer listing details, contact information", "2023-10");
const CSP: &[&str] = &["name", "email", "phone"];
const PHONE_HELP: &str = "With the country code, as E.123 writes it: a plus sign, then digits with spaces.";

const SUPPORT: &[Field] = &[
    field_row("support.contact.name", "Name", Kind::Line, CONTACTS)
        .required()
        .help("A person or a team that answers customers.")
        .example("Customer care"),
    field_row("support.contact.email", "E-mail", Kind::Email, CONTACTS)
        .required()
        .help("Where customers write for help.")
        .example("support@fjordsensing.example"),
    field_row("support.contact.phone", "Phone", Kind::Phone, CONTACTS).required().help(PHONE_HELP).example("+47 22 12 34 56"),
    field_row("support.website", "Support website", Kind::Address, CONTACTS)
        .required()
        .most(2000, 2000)
        .help("A page where customers find help. The store shows it as the Support link.")
        .example("https://fjordsensing.example/support"),
    field_row(
        "support.government-website",
        "Support website for Azure Government",
        Kind::Address,
        source("Cloud Partner Portal", "IoT Edge module, Support tab", "2018-10"),
    )
    .most(2000, 2000)
    .help("Only for a plan that is offered in Azure Government.")
    .example("https://fjordsensing.example/support/government"),
];

const ENGINEERING: &[Field] = &[
    field_row("support.engineering.name", "Name", Kind::Line, CONTACTS)
        .required()
        .help("Whom Microsoft calls when something is technically wrong. Never listed publicly.")
        .example("Ingrid Solheim"),
    field_row("support.engineering.email", "E-mail", Kind::Email, CONTACTS)
        .required()
        .help("Where Microsoft writes about technical questions.")
        .example("edge-team@fjordsensing.example"),
    field_row("support.engineering.phone", "Phone", Kind::Phone, CONTACTS).required().help(PHONE_HELP).example("+47 22 12 34 57"),
];

const CSP_CONTACT: &[Field] = &[
    field_row("support.csp.name", "Name", Kind::Line, CONTACTS)
        .with(CSP)
        .help("Whom resellers of the Cloud Solution Provider programme call. All three, or none.")
        .example("Partner desk"),
    field_row("support.csp.email", "E-mail", Kind::Email, CONTACTS)
        .with(CSP)
        .help("Where resellers write to you.")
        .example("partners@fjordsensing.example"),
    field_row("support.csp.phone", "Phone", Kind::Phone, CONTACTS).with(CSP).help(PHONE_HELP).example("+47 22 12 34 58"),
    field_row(
        "support.csp.materials",
        "Marketing materials",
        Kind::Address,
        source("Partner Center", "IoT Edge module offer creation, CSP program", "2020-08"),
    )
    .most(2000, 2000)
    .help("Optional: a page with marketing materials for resellers.")
    .example("https://fjordsensing.example/partners"),
];

/// The step.
pub static STEP: Step = Step {
    title: "Support",
    short: "Support",
    intro: "Whom customers and Microsoft call.",
    groups: &[
        group("Support contact", "", SUPPORT),
        group("Engineering contact", "", ENGINEERING),
        group("CSP program contact", "Optional.", CSP_CONTACT),
    ],
};
