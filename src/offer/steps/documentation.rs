//! Step 5, *Documentation*: the links that customers follow to learn more.

use super::{field_row, source};
use crate::offer::field::{Choice, Field, Group, Kind, List, PerEdition, Step};
use crate::rule::Source;

const LINKS: Source = source("Partner Center", "Configure IoT Edge module offer listing details, useful links", "2023-10");
const COUNTERS: Source = source("Partner Center", "IoT Edge module technical asset, counters in the form's picture", "2022-03");

const KINDS: &[Choice] = &[
    Choice { value: "documentation", label: "Documentation" },
    Choice { value: "device-catalogue", label: "Device catalogue" },
    Choice { value: "other", label: "Something else" },
];

const FIELDS: &[Field] = &[
    field_row("documentation.links[].title", "Title", Kind::Line, COUNTERS)
        .required()
        .most(255, 255)
        .help("What a customer finds behind the link.")
        .example("Configure the Tank Level Gateway"),
    field_row("documentation.links[].address", "Address", Kind::Address, COUNTERS)
        .required()
        .most(2000, 2000)
        .help("A page about just this, with http:// or https:// and no short link.")
        .example("https://docs.fjordsensing.example/tank-level-gateway"),
    field_row("documentation.links[].kind", "Kind", Kind::Choice(KINDS), source("Partner Center", "Prepare IoT Edge module technical assets", "2023-10"))
        .required()
        .help("Certification wants one link to documentation and one to compatible devices. Microsoft's own device catalogue was retired in February 2024: a page of yours that lists tested devices serves.")
        .example("documentation"),
];

/// The step.
pub static STEP: Step = Step {
    title: "Documentation",
    short: "Documentation",
    intro: "Customers need the docs of every setting. What you write as “What it does” beside each setting (in Module configuration) becomes part of them.",
    groups: &[Group {
        heading: "Useful links",
        intro: "In the order in which the store shows them.",
        list: Some(List {
            key: "documentation.links",
            row: "link",
            least: 1,
            most: PerEdition { partner_center: 25, portal_2018: 10 },
            source: LINKS,
        }),
        fields: FIELDS,
    }],
};
