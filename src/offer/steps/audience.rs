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

const fn question(key: &'static str, label: &'static str, source: Source, help: &'static str) -> Field {
    field_row(key, label, Kind::Answer, source).help(help).example("2026-11-23")
}

const POLICIES: Source = source("Certification policies", "100.1, 100.2, 100.7", "2022-05");
const MEDIA: Source = source("Partner Center", "graphics suggestions for offers", "2023-10");
const CHECKLIST: Source = source("Partner Center", "IoT Edge module pre-certification checklist", "2023-10");
const ASSETS: Source = source("Partner Center", "Prepare IoT Edge module technical assets", "2023-10");

/// What no program can know. Each is answered with yes, or stays open.
const QUESTIONS: &[Field] = &[
    question(
        "certification.checked.offer-type",
        "Does your account still offer to create an IoT Edge module?",
        source(
            "Azure IoT Edge",
            "Deploy modules from the Azure portal; no retirement note was found, and no confirmation",
            "2025-05",
        ),
        "Marketplace images ended on 28 August 2024 and the pages about this offer type have become few. Look under New offer in Partner Center before you spend a week.",
    ),
    question(
        "certification.checked.title",
        "Is the title the name that you use everywhere else?",
        POLICIES,
        "Policy 100.1.1 wants an accurate, descriptive title, the same as wherever you promote the module. Repackaged open source shows in its title what you add, or your name: \"<Product> with support by <Seller>\".",
    ),
    question(
        "certification.checked.description",
        "Does the description say for whom, what for, with what, and what not?",
        POLICIES,
        "Policy 100.1.3 wants the audience, the unique value, the Microsoft products and other software it works with, prerequisites, and every limit or condition. Two or three paragraphs of short sentences; the first ones are what search engines show.",
    ),
    question(
        "certification.checked.comparisons",
        "Is it free of comparisons with products of others?",
        POLICIES,
        "Comparative marketing and names of competitors, in texts or pictures, are rejected.",
    ),
    question(
        "certification.checked.categories",
        "Does the description show why each category fits?",
        POLICIES,
        "Policy 100.2: at most two categories, and only those that the description supports. Versions of one product are plans, not offers.",
    ),
    question(
        "certification.checked.accuracy",
        "Is everything that is said true of this version?",
        POLICIES,
        "Texts, pictures and settings are those of the version in the tags; old screenshots are the usual slip. Nothing in it is inappropriate, and the module is of real use.",
    ),
    question(
        "certification.checked.rights",
        "May you use every name, mark and picture?",
        source("Certification policies", "100.3, 100.8, 100.10", "2024-08"),
        "Trademarks of others, Microsoft's among them, and pictures with people or products in them need a right of use.",
    ),
    question(
        "certification.checked.language",
        "Did somebody who knows the language read every text?",
        source("Partner Center", "marketplace criteria for content validation", "2022-05"),
        "Spelling errors and long sentences fail the content validation. Read the preview aloud.",
    ),
    question(
        "certification.checked.pictures",
        "Are all pictures sharp, at their full size?",
        MEDIA,
        "\"Blurry images will cause your submission to be rejected.\" A program can guess at blur, an eye sees it.",
    ),
    question(
        "certification.checked.logo",
        "Is the logo flat, of few colours, without text, gradient or stretching?",
        MEDIA,
        "Microsoft wants a simple mark: no white or black background, no text, not even the brand's name.",
    ),
    question(
        "certification.checked.links",
        "Do the linked pages describe this version and every setting, and start no download?",
        source("Certification policies", "100.4, 100.5", "2024-08"),
        "Documentation has to be \"available, detailed, instructive, and current\". `check --online` tells whether the addresses answer, not what stands there.",
    ),
    question(
        "certification.checked.personal-data",
        "Does the privacy policy cover what the module does with data of persons?",
        source("Certification policies", "100.6", "2024-08"),
        "Messages, logs and telemetry count. The policy is public and a page of its own.",
    ),
    question(
        "certification.checked.device",
        "Did you deploy the exported manifest to a real device, with its default settings?",
        CHECKLIST,
        "`iotedge list` says running, `iotedge logs` shows no error. Certification does just this: x64 on an Azure VM, ARM32 on a Raspberry Pi 3, ARM64 on an NVIDIA Jetson Nano. The package has a script for it; explain expected errors in the notes.",
    ),
    question(
        "certification.checked.system",
        "Does it run on a Tier 1 system of Azure IoT Edge?",
        source("Azure IoT Edge", "supported systems", "2023-05"),
        "At least one: in 2023 Debian 11 (ARM32), Red Hat Enterprise Linux 8 and 9, Ubuntu Server 20.04 and 22.04, Windows with EFLOW. The list moves.",
    ),
    question(
        "certification.checked.registry",
        "Are the tags in the registry, its admin user enabled, its encryption off?",
        source("Partner Center", "Set plan technical configuration for an IoT Edge module offer", "2023-10"),
        "Certification pulls with the admin user's current password, which you type into the form, and does not support an encrypted registry. `check --online` looks at the tags.",
    ),
    question(
        "certification.checked.scan",
        "Did a scan of the image find no malware, and nothing of CVSS 7 or more?",
        source("Partner Center", "Azure container certification, frequently asked questions", "2023-10"),
        "The container service blocks images with vulnerabilities of CVSS v3 7 and more. The page is about containers; expect the same here.",
    ),
    question(
        "certification.checked.code",
        "Does the module run only code that you tell of?",
        source("Certification policies", "100.11, 100.12", "2024-08"),
        "No undisclosed executable code, no credentials in the image; it does what the listing says.",
    ),
    question(
        "certification.checked.telemetry",
        "If it uses the IoT SDK: does it name itself publisher.offer.plan?",
        ASSETS,
        "Modules built with the Azure IoT SDK set ProductInfo to the publisher's, the offer's and the plan's id, joined with dots. Yes, too, where no SDK is used.",
    ),
    question(
        "certification.checked.leads",
        "Is it decided where customer leads go?",
        CHECKLIST,
        "The checklist asks for lead management although the form calls it optional. Its connection string is a secret: it is typed into the form and never stored here.",
    ),
];

const SUPPRESSIONS: &[Field] = &[
    field_row("suppressions[].rule", "Rule", Kind::Line, SUPPRESSED)
        .required()
        .help("The name of the rule, as its findings show it.")
        .example("title-with-dot"),
    field_row("suppressions[].field", "Field", Kind::Line, SUPPRESSED)
        .required()
        .help("The field at which it is suppressed, as findings show it; everything below it is included, and [] stands for every row.")
        .example("listing.title"),
    field_row("suppressions[].reason", "Reason", Kind::Line, SUPPRESSED)
        .required()
        .help("Why the rule is wrong here, for those who come after you. It stands in every report.")
        .example("Certification confirmed on 2026-10-02 that our product's name may have its dot."),
    field_row("suppressions[].until", "Until", Kind::Date, SUPPRESSED)
        .help("The last day on which it holds; afterwards the finding is back. Without one it holds for ever.")
        .example("2027-06-30"),
];
const SUPPRESSED: Source = source("edge-offer", "suppressions", "2026-11");

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
        group(
            "What only people can judge",
            "Space answers with yes, and notes the day. Open questions are no obstacle.",
            QUESTIONS,
        ),
        Group {
            heading: "Suppressed findings",
            intro: "Where a rule is wrong, say so here: the finding is then told as suppressed, with your reason.",
            list: Some(List {
                key: "suppressions",
                row: "suppression",
                least: 0,
                most: PerEdition::same(100),
                source: SUPPRESSED,
            }),
            fields: SUPPRESSIONS,
        },
    ],
};
