//! Step 4, *Legal*: terms of use and privacy policy.

use super::{field_row, group, source};
use crate::offer::field::{Choice, Field, Kind, Language, Step};
use crate::rule::Source;

const PROPERTIES: Source =
    source("Partner Center", "Configure IoT Edge module offer properties, legal and support info", "2023-10");

const TERMS: &[Choice] = &[
    Choice { value: "standard-contract", label: "Microsoft's Standard Contract" },
    Choice { value: "own", label: "Our own text" },
    Choice { value: "address", label: "A web address" },
];

const FIELDS: &[Field] = &[
    field_row("legal.terms", "Terms of use", Kind::Choice(TERMS), PROPERTIES)
        .required()
        .help("What customers accept. The Standard Contract cannot be taken back once the offer is published, and Microsoft's page for it does not name IoT Edge modules, although the form offers it.")
        .example("address"),
    field_row("legal.terms-text", "Text of the terms", Kind::TextFile(Language::Html, "terms.html"), source("Partner Center", "Legal contracts, custom", "2020-10"))
        .when("terms", "own")
        .most(10_000, 10_000)
        .help("Your own terms, as plain text or simple HTML. Longer ones stand on a web page of yours: choose a web address.")
        .example("<p>You may run the module on any number of devices …</p>"),
    field_row("legal.terms-address", "Address of the terms", Kind::Address, PROPERTIES)
        .when("terms", "address")
        .most(2000, 2000)
        .help("A public page with your terms of use, not the same as the privacy policy.")
        .example("https://fjordsensing.example/terms"),
    field_row("legal.privacy-policy", "Privacy policy", Kind::Address, PROPERTIES)
        .required()
        .most(2000, 2000)
        .help("The address of your posted privacy policy: public, working, and a page of its own.")
        .example("https://fjordsensing.example/privacy"),
];

/// The step.
pub static STEP: Step =
    Step { title: "Legal", short: "Legal", intro: "What customers agree to.", groups: &[group("", "", FIELDS)] };
