//! What a row of the table of fields is. The rows themselves stand in [`super::steps`], one file a step.

use crate::rule::Source;

/// The form for which an offer is written; it decides limits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Edition {
    /// Partner Center, as documented from 2020 to today.
    #[default]
    PartnerCenter,
    /// The Cloud Partner Portal of 2018: smaller limits.
    #[serde(rename = "portal-2018")]
    Portal2018,
}

impl Edition {
    /// All editions, the default first.
    pub const ALL: [Edition; 2] = [Edition::PartnerCenter, Edition::Portal2018];

    /// Its name in `offer.toml` and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Edition::PartnerCenter => "partner-center",
            Edition::Portal2018 => "portal-2018",
        }
    }

    /// The edition of that name.
    pub fn parse(name: &str) -> Option<Edition> {
        Edition::ALL.into_iter().find(|edition| edition.name() == name)
    }

    /// Its name as people say it.
    pub fn words(self) -> &'static str {
        match self {
            Edition::PartnerCenter => "Partner Center",
            Edition::Portal2018 => "the 2018 portal",
        }
    }
}

/// One number for each edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PerEdition {
    /// In Partner Center.
    pub partner_center: usize,
    /// In the portal of 2018.
    pub portal_2018: usize,
}

impl PerEdition {
    /// The same number in every edition.
    pub const fn same(number: usize) -> PerEdition {
        PerEdition { partner_center: number, portal_2018: number }
    }

    /// The number of `edition`.
    pub fn of(self, edition: Edition) -> usize {
        match edition {
            Edition::PartnerCenter => self.partner_center,
            Edition::Portal2018 => self.portal_2018,
        }
    }
}

/// When a field has to be filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Required {
    /// Always; in a row of a list, in every row.
    Yes,
    /// Never.
    No,
    /// Only where another field of the same table has this value; elsewhere the field means nothing and is not shown.
    When(&'static str, &'static str),
    /// Only in this edition; the form of the other does not ask for it.
    In(Edition),
    /// Only where one of these fields of the same table is filled.
    With(&'static [&'static str]),
}

/// One of the values from which a person chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// As `offer.toml` has it.
    pub value: &'static str,
    /// As the marketplace words it.
    pub label: &'static str,
}

/// The language of a text that has a file of its own, or of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// The marketplace's small HTML.
    Html,
    /// JSON, as the runtime reads it.
    Json,
}

/// The size that a picture must have, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureSize {
    /// Exactly this: width, then height.
    Exact(u32, u32),
    /// A square with a side between these.
    Square(u32, u32),
}

impl PictureSize {
    /// Whether a picture of `width` by `height` pixels fits.
    pub fn fits(self, width: u32, height: u32) -> bool {
        match self {
            PictureSize::Square(least, most) => width == height && (least..=most).contains(&width),
            PictureSize::Exact(..) => self == PictureSize::Exact(width, height),
        }
    }

    /// In words: `255x115`, `216x216 to 350x350`.
    pub fn words(self) -> String {
        match self {
            PictureSize::Square(least, most) => format!("{least}x{least} to {most}x{most}"),
            PictureSize::Exact(width, height) => format!("{width}x{height}"),
        }
    }
}

/// What a field holds, and so how it is judged and how it is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Plain text on one line.
    Line,
    /// Plain text on several lines.
    Prose,
    /// An identifier: lower-case letters, digits and `-` (`_` too in Partner Center), first and last a letter or digit.
    Identifier,
    /// One of a few values.
    Choice(&'static [Choice]),
    /// Some of a few values.
    Choices(&'static [Choice]),
    /// A category of the marketplace.
    Category,
    /// Up to two subcategories of the category in the named field of the same table.
    Subcategories(&'static str),
    /// Yes or no.
    Flag,
    /// A day, `YYYY-MM-DD`.
    Date,
    /// A question that only a person can answer with yes; the value is the day on which it was answered.
    Answer,
    /// Words of one's own, each without blanks.
    Words,
    /// A web address.
    Address,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A subscription's or another GUID.
    Guid,
    /// The name of an Azure container registry, without `.azurecr.io`.
    Registry,
    /// A repository in a registry.
    Repository,
    /// An image reference as a deployment manifest has it.
    Image,
    /// A route as edgeHub reads it.
    Route,
    /// JSON text on one or several lines.
    JsonValue,
    /// A text in a file of its own; the value is the file's path, the judged text its content.
    TextFile(Language, &'static str),
    /// A PNG file; the value is its path. With the name that it gets when it is copied into the bundle.
    Picture(PictureSize, &'static str),
}

/// One thing to fill: everything that the wizard, the checks, the schema, `--set` and the docs know of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    /// Its path in `offer.toml`, with `[]` for rows: `plans[].routes[].value`.
    pub key: &'static str,
    /// As the marketplace's form words it.
    pub label: &'static str,
    /// What it is for, in plain words.
    pub help: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// When it has to be filled.
    pub required: Required,
    /// The most characters (for lists: items) that each edition takes; `None` where no limit is known.
    pub most: Option<PerEdition>,
    /// The fewest, of a value that is not empty.
    pub least: usize,
    /// A value that a person can follow.
    pub example: &'static str,
    /// Where the limits are written.
    pub source: Source,
}

impl Field {
    /// Whether the form of this edition knows the field.
    pub fn is_asked_in(&self, edition: Edition) -> bool {
        !matches!(self.required, Required::In(only) if only != edition)
    }

    /// The last part of the key: `value` of `plans[].routes[].value`.
    pub fn name(&self) -> &'static str {
        self.key.rsplit('.').next().unwrap_or(self.key)
    }

    /// The key of the table in which the field stands: `plans[].routes[]`.
    pub fn table(&self) -> &'static str {
        self.key.rsplit_once('.').map_or("", |(table, _)| table)
    }

    /// The limits in words, for help and schema: "Up to 200 characters (50 in the 2018 portal)". Empty where there is none.
    pub fn limit_words(&self, edition: Edition) -> String {
        let unit =
            if matches!(self.kind, Kind::Words | Kind::Choices(_) | Kind::Subcategories(_)) { "items" } else { "characters" };
        let size = match self.kind {
            Kind::Picture(size, _) => format!("PNG, {} pixels", size.words()),
            _ => String::new(),
        };
        let Some(most) = self.most else { return size };
        let (here, other) =
            (most.of(edition), if edition == Edition::Portal2018 { Edition::PartnerCenter } else { Edition::Portal2018 });
        let number =
            if self.least > 0 { format!("{} to {}", self.least, grouped(here)) } else { format!("Up to {}", grouped(here)) };
        if most.of(other) == here {
            format!("{number} {unit}")
        } else {
            format!("{number} {unit} ({} in {})", grouped(most.of(other)), other.words())
        }
    }
}

/// A number as people read it: `5,000`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A list of rows, each with the fields of its group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct List {
    /// Its path in `offer.toml`, with `[]` for outer rows: `plans[].routes`.
    pub key: &'static str,
    /// What one row is called: `route`.
    pub row: &'static str,
    /// The fewest rows of a complete offer.
    pub least: usize,
    /// The most rows that each edition takes.
    pub most: PerEdition,
    /// Where the limit is written.
    pub source: Source,
}

/// Fields that stand together under one heading.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Group {
    /// The heading; may be empty.
    pub heading: &'static str,
    /// A sentence under it; may be empty.
    pub intro: &'static str,
    /// The list whose rows hold the fields, where there is one.
    pub list: Option<List>,
    /// The fields.
    pub fields: &'static [Field],
}

/// One page of the wizard.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Its name.
    pub title: &'static str,
    /// Its name where there is little room.
    pub short: &'static str,
    /// What it is about, in a sentence or two.
    pub intro: &'static str,
    /// What stands on it.
    pub groups: &'static [Group],
}

impl Step {
    /// All its fields, in order.
    pub fn fields(&self) -> impl Iterator<Item = &'static Field> {
        self.groups.iter().flat_map(|group| group.fields)
    }
}
