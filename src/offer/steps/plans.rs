//! Step 7, *Plans*: what a customer chooses from, and the image behind each.

use super::{field_row, source};
use crate::offer::field::{Choice, Field, Group, Kind, List, PerEdition, Step};
use crate::rule::Source;

const OVERVIEW: Source = source("Partner Center", "Create and edit plans for an IoT Edge module offer", "2023-10");
const LISTING: Source = source("Partner Center", "Set up plan listing details for an IoT Edge module offer", "2023-10");
const TECHNICAL: Source = source("Partner Center", "Set plan technical configuration for an IoT Edge module offer", "2023-10");
const ASSETS: Source = source("Partner Center", "Prepare IoT Edge module technical assets", "2023-10");

const REGIONS: &[Choice] =
    &[Choice { value: "azure-global", label: "Azure Global" }, Choice { value: "azure-government", label: "Azure Government" }];
const PLATFORMS: &[Choice] = &[
    Choice { value: "linux/amd64", label: "Linux x64" },
    Choice { value: "linux/arm64", label: "Linux ARM64" },
    Choice { value: "linux/arm/v7", label: "Linux ARM32" },
];

const FIELDS: &[Field] = &[
    field_row("plans[].id", "Plan ID", Kind::Identifier, OVERVIEW)
        .required()
        .least(3)
        .most(50, 50)
        .help("Names the plan. Lower-case letters, digits and hyphens; it can never be changed after Create.")
        .example("standard"),
    field_row("plans[].name", "Plan name", Kind::Line, LISTING)
        .required()
        .most(200, 50)
        .help(
            "What customers choose; unique in the offer. Without spaces and special characters it is the module's default name.",
        )
        .example("Tank Level Gateway Standard"),
    field_row("plans[].summary", "Plan summary", Kind::Line, LISTING)
        .required()
        .most(100, 100)
        .help("One sentence about this plan, not about the offer. No line break.")
        .example("For single sites with up to 64 tanks."),
    field_row("plans[].description", "Plan description", Kind::Prose, LISTING)
        .required()
        .most(3000, 3000)
        .help("What is special about this plan. The Azure portal shows it below the offer's own description.")
        .example("Up to 64 sensors on one serial bus, with filtering on the device."),
    field_row("plans[].hidden", "Hide this plan", Kind::Flag, source("Partner Center", "Configure plan availability", "2023-10"))
        .help("Keep it at No, unless the plan is deployed only through another product. At least one plan has to be public.")
        .example("false"),
    field_row(
        "plans[].regions",
        "Azure regions",
        Kind::Choices(REGIONS),
        source("Partner Center", "Configure plan setup", "2023-10"),
    )
    .required()
    .help("Azure Global always; Azure Government if you may sell there. A region cannot be removed after publishing.")
    .example("azure-global"),
];

const IMAGE: &[Field] = &[
    field_row("plans[].registry", "Registry name", Kind::Registry, TECHNICAL)
        .required()
        .least(5)
        .most(50, 50)
        .help("The Azure container registry from which certification takes the image: its name only, without .azurecr.io. Its admin user must be enabled; user name and password are typed into the form by hand and are never stored here.")
        .example("fjordsensing"),
    field_row("plans[].repository", "Repository", Kind::Repository, TECHNICAL)
        .required()
        .most(100, 100)
        .help("The repository in the registry. It cannot be changed once set, and belongs to one offer only.")
        .example("tank-level-gateway"),
    field_row("plans[].registry-subscription", "Subscription of the registry", Kind::Guid, TECHNICAL)
        .required()
        .help("The id of the Azure subscription that holds the registry. Customers do not see it.")
        .example("7d2b1f0e-54a9-4c83-9a3e-2f8f2a7f61c5"),
    field_row("plans[].resource-group", "Resource group of the registry", Kind::Line, TECHNICAL)
        .required()
        .most(100, 100)
        .help("The resource group that holds the registry. Customers do not see it.")
        .example("edge-production"),
    field_row("plans[].tags", "Image tags", Kind::Words, ASSETS)
        .required()
        .most(16, 16)
        .help("Must hold latest and a version X.Y.Z, and every platform's tag to which these manifests point. Separate them with blanks or commas.")
        .example("latest, 1.4.0, 1.4.0-linux-x64, 1.4.0-linux-arm64"),
    field_row("plans[].platforms", "Platforms", Kind::Choices(PLATFORMS), ASSETS)
        .required()
        .help("What the image runs on. The hardware paragraph of the description has to say the same.")
        .example("linux/amd64"),
    field_row("plans[].image", "Image URI for customers", Kind::Image, source("Azure IoT Edge", "Deploy modules from the Azure portal", "2025-05"))
        .help("Since 28 August 2024 customers take the image from you, not from the marketplace. Left empty, it is REGISTRY.azurecr.io/REPOSITORY:latest.")
        .example("fjordsensing.azurecr.io/tank-level-gateway:1.4.0"),
];

/// The step.
pub static STEP: Step = Step {
    title: "Plans",
    short: "Plans",
    intro: "What a customer chooses from, and the image behind each. A plan is made for each image.",
    groups: &[
        Group {
            heading: "",
            intro: "",
            list: Some(List { key: "plans", row: "plan", least: 1, most: PerEdition::same(100), source: OVERVIEW }),
            fields: FIELDS,
        },
        Group { heading: "Image", intro: "", list: None, fields: IMAGE },
    ],
};
