//! Step 9, *Audience and certification*: who sees the offer first, and what the reviewers should know.

use super::{field_row, group, source};
use crate::offer::field::{Field, Group, Kind, List, PerEdition, Step};
use crate::rule::Source;

const PREVIEW: Source = source("Partner Center", "Set the preview audience for an IoT Edge module offer", "2023-10");

const SUBSCRIPTIONS: &[Field] = &[
    field_row("audience.subscriptions[].id", "Azure subscription ID", Kind::Guid, PREVIEW)
        .required()
        .help("The id of an Azure subscription whose people may look at the offer before it is live: at least your own.")
        .example("7d2b1f0e-54a9-4c83-9a3e-2f8f2a7f61c5"),
    field_row("audience.subscriptions[].description", "Description", Kind::Line, PREVIEW)
        .help("Whose subscription it is. Only you see it.")
        .example("Our test subscription"),
];

const NOTES: &[Field] = &[
    field_row("certification.notes", "Notes for certification", Kind::Prose, source("Partner Center", "Review and publish an offer", "2023-10"))
        .help("What the reviewers need to start and test the module: hardware, accounts, errors that are expected in the logs. Only they read it.")
        .example("Without a sensor the module logs 'no device on /dev/ttyUSB0' every 30 seconds; this is expected."),
];

/// The step.
pub static STEP: Step = Step {
    title: "Audience and certification",
    short: "Audience",
    intro: "Who sees the offer before it is live, and what the reviewers should know.",
    groups: &[
        Group {
            heading: "Preview audience",
            intro: "Ten can be typed into the form; more are uploaded as a file, which export writes.",
            list: Some(List {
                key: "audience.subscriptions",
                row: "subscription",
                least: 1,
                most: PerEdition::same(100),
                source: PREVIEW,
            }),
            fields: SUBSCRIPTIONS,
        },
        group("Certification", "", NOTES),
    ],
};
