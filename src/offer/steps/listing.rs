//! Step 2, *Listing*: the words that customers read.

use super::{field_row, group, source};
use crate::offer::field::{Choice, Edition, Field, Kind, Language, Step};
use crate::rule::Source;

const LISTING: Source = source("Partner Center", "Configure IoT Edge module offer listing details", "2023-10");
const PROPERTIES: Source = source("Partner Center", "Configure IoT Edge module offer properties", "2023-10");

/// The languages for which the marketplace's phrase of policy 100.1.4 matters; `en` needs none.
const LANGUAGES: &[Choice] = &[
    Choice { value: "en", label: "English" },
    Choice { value: "zh", label: "Chinese" },
    Choice { value: "cs", label: "Czech" },
    Choice { value: "da", label: "Danish" },
    Choice { value: "nl", label: "Dutch" },
    Choice { value: "fi", label: "Finnish" },
    Choice { value: "fr", label: "French" },
    Choice { value: "de", label: "German" },
    Choice { value: "hu", label: "Hungarian" },
    Choice { value: "it", label: "Italian" },
    Choice { value: "ja", label: "Japanese" },
    Choice { value: "ko", label: "Korean" },
    Choice { value: "nb", label: "Norwegian" },
    Choice { value: "pl", label: "Polish" },
    Choice { value: "pt", label: "Portuguese" },
    Choice { value: "ru", label: "Russian" },
    Choice { value: "es", label: "Spanish" },
    Choice { value: "sv", label: "Swedish" },
    Choice { value: "tr", label: "Turkish" },
];

const TEXTS: &[Field] = &[
    field_row("listing.title", "Title", Kind::Line, LISTING)
        .required()
        .most(200, 50)
        .help("The name that customers see, as it is used everywhere else. No emojis; no organisation name unless the product is marketed with it.")
        .example("Tank Level Gateway"),
    field_row("listing.summary", "Search results summary", Kind::Line, LISTING)
        .required()
        .most(100, 100)
        .help("One sentence under the name in search results: what the module does for whom. Plain text, no line break.")
        .example("Reads ultrasonic tank sensors and sends their levels to IoT Hub."),
    field_row("listing.short-description", "Short description", Kind::Line, LISTING)
        .required()
        .most(256, 256)
        .help("A little more than the summary. Plain text, no line break.")
        .example("Connects up to 64 ultrasonic tank sensors over Modbus RTU, filters their readings on the device and sends changes only."),
    field_row("listing.description", "Description", Kind::TextFile(Language::Html, "description.html"), LISTING)
        .required()
        .most(5000, 3000)
        .help("What the module does, for whom, what it needs, and how it is configured, in simple HTML. Markup and spaces count. Its last paragraph states the minimum hardware.")
        .example("<p>…</p><p><u>Minimum hardware requirements:</u> Linux x64 and arm64 OS, 256 MB of RAM, 100 MB of storage</p>"),
    field_row("listing.marketing-identifier", "Marketing identifier", Kind::Line, source("Cloud Partner Portal", "IoT Edge module, Marketplace tab", "2018-10"))
        .required_in(Edition::Portal2018)
        .most(50, 50)
        .help("A unique part of the offer's address: publisher and product, joined with a dot. Partner Center makes it from the ids.")
        .example("fjord-sensing.tank-level-gateway"),
    field_row("listing.language", "Language", Kind::Choice(LANGUAGES), source("Certification policies", "100.1.4", "2024-08"))
        .required()
        .help("The language of the listing; there can be only one. A listing that is not in English has to say so in its description.")
        .example("en"),
];

const CATEGORIES: &[Field] = &[
    field_row("listing.category", "Primary category", Kind::Category, PROPERTIES)
        .required()
        .help("Where customers find the offer. Internet of Things / IoT Edge Modules is the usual place.")
        .example("internet-of-things"),
    field_row("listing.subcategories", "Its subcategories", Kind::Subcategories("category"), PROPERTIES)
        .most(2, 2)
        .help("At most two, from the primary category.")
        .example("iot-edge-modules"),
    field_row("listing.second-category", "Secondary category", Kind::Category, PROPERTIES)
        .help("A second place, if the description tells how the module supports it.")
        .example("analytics-amp"),
    field_row("listing.second-subcategories", "Its subcategories", Kind::Subcategories("second-category"), PROPERTIES)
        .most(2, 2)
        .help("At most two, from the secondary category.")
        .example("real-time-streaming-analytics"),
];

/// The step.
pub static STEP: Step = Step {
    title: "Listing",
    short: "Listing",
    intro: "The words that customers read.",
    groups: &[group("", "", TEXTS), group("Categories", "", CATEGORIES)],
};
