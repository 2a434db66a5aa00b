//! Step 3, *Media*: logos, hero, screenshots, videos.

use super::{field_row, group, source};
use crate::offer::field::{Edition, Field, Group, Kind, List, PerEdition, PictureSize, Step};
use crate::rule::Source;

const PORTAL: Source = source("Cloud Partner Portal", "IoT Edge module, Marketplace tab", "2018-10");
const PARTNER_CENTER: Source =
    source("Partner Center", "Configure IoT Edge module offer listing details, marketplace media", "2023-10");
const LOGO_HELP: &str = "A PNG of exactly this size: few colours, flat, no text, sharp.";

const LOGOS: &[Field] = &[
    field_row("media.logos.small", "Small logo, 40x40", Kind::Picture(PictureSize::Exact(40, 40), "logos/small-40x40.png"), PORTAL)
        .required()
        .help(LOGO_HELP)
        .example("logos/small-40x40.png"),
    field_row("media.logos.small-48", "Small logo, 48x48", Kind::Picture(PictureSize::Exact(48, 48), "logos/small-48x48.png"), PARTNER_CENTER)
        .required()
        .help(LOGO_HELP)
        .example("logos/small-48x48.png"),
    field_row("media.logos.medium", "Medium logo, 90x90", Kind::Picture(PictureSize::Exact(90, 90), "logos/medium-90x90.png"), PORTAL)
        .required()
        .help(LOGO_HELP)
        .example("logos/medium-90x90.png"),
    field_row("media.logos.large-115", "Large logo, 115x115", Kind::Picture(PictureSize::Exact(115, 115), "logos/large-115x115.png"), PORTAL)
        .required()
        .help(LOGO_HELP)
        .example("logos/large-115x115.png"),
    field_row("media.logos.wide", "Wide logo, 255x115", Kind::Picture(PictureSize::Exact(255, 115), "logos/wide-255x115.png"), PORTAL)
        .required()
        .help("A PNG of exactly this size: the mark, not stretched, with space around it.")
        .example("logos/wide-255x115.png"),
    field_row("media.logos.large", "Large logo, 216x216 to 350x350", Kind::Picture(PictureSize::Square(216, 350), "logos/large.png"), PARTNER_CENTER)
        .required()
        .help("The one logo that Partner Center always wants: a square PNG with a side of 216 to 350 pixels. Blurry logos are rejected.")
        .example("logos/large-350x350.png"),
    field_row("media.hero", "Hero image, 815x290", Kind::Picture(PictureSize::Exact(815, 290), "logos/hero-815x290.png"), PORTAL)
        .help("Optional, and in the portal of 2018 never to be deleted once uploaded. White text is drawn on it: no white, black or transparent background, and nothing important within 415x100 pixels from the left edge plus 370.")
        .example("logos/hero-815x290.png"),
];

const SCREENSHOTS: &[Field] = &[
    field_row(
        "media.screenshots[].file",
        "Screenshot, 1280x720",
        Kind::Picture(PictureSize::Exact(1280, 720), "screenshots/screenshot.png"),
        PARTNER_CENTER,
    )
    .required_in(Edition::PartnerCenter)
    .help("A sharp PNG of the module at work, of exactly this size.")
    .example("screenshots/dashboard.png"),
    field_row(
        "media.screenshots[].file-2018",
        "Screenshot, 533x324",
        Kind::Picture(PictureSize::Exact(533, 324), "screenshots/screenshot-2018.png"),
        PORTAL,
    )
    .required_in(Edition::Portal2018)
    .help("A sharp PNG of the module at work, of exactly this size: the portal of 2018 takes no other.")
    .example("screenshots/dashboard-533x324.png"),
    field_row("media.screenshots[].caption", "Caption", Kind::Line, PORTAL)
        .required()
        .most(100, 100)
        .help("What the picture shows, in a few words. The limit is that of 2018; Partner Center documents none.")
        .example("Levels of six tanks over a week"),
];

const VIDEOS: &[Field] = &[
    field_row("media.videos[].title", "Title", Kind::Line, PORTAL)
        .required()
        .most(100, 100)
        .help("The video's name as customers see it under its thumbnail.")
        .example("Set up the gateway in four minutes"),
    field_row("media.videos[].address", "Address", Kind::Address, PARTNER_CENTER)
        .required()
        .help("A public video on YouTube or Vimeo that may be embedded, with its full address: no short links.")
        .example("https://www.youtube.com/watch?v=VIDEO_ID"),
    field_row(
        "media.videos[].thumbnail",
        "Thumbnail, 1280x720",
        Kind::Picture(PictureSize::Exact(1280, 720), "screenshots/video.png"),
        PARTNER_CENTER,
    )
    .required_in(Edition::PartnerCenter)
    .help("A PNG of exactly this size, which stands for the video until it is started.")
    .example("screenshots/video.png"),
    field_row(
        "media.videos[].thumbnail-2018",
        "Thumbnail, 533x324",
        Kind::Picture(PictureSize::Exact(533, 324), "screenshots/video-2018.png"),
        PORTAL,
    )
    .required_in(Edition::Portal2018)
    .help("A PNG of exactly this size, which stands for the video until it is started.")
    .example("screenshots/video-533x324.png"),
];

/// The step.
pub static STEP: Step = Step {
    title: "Media",
    short: "Media",
    intro: "PNG files. Certification fails for a logo two pixels off, or blurred.",
    groups: &[
        group("Logos", "", LOGOS),
        Group {
            heading: "Screenshots",
            intro: "Up to five; customers look at them first.",
            list: Some(List {
                key: "media.screenshots",
                row: "screenshot",
                least: 0,
                most: PerEdition::same(5),
                source: PARTNER_CENTER,
            }),
            fields: SCREENSHOTS,
        },
        Group {
            heading: "Videos",
            intro: "",
            list: Some(List {
                key: "media.videos",
                row: "video",
                least: 0,
                most: PerEdition::same(4),
                source: source("Partner Center", "Plan an IoT Edge module offer, listing details", "2023-10"),
            }),
            fields: VIDEOS,
        },
    ],
};
