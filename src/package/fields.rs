//! `offer.json`: every field of the offer, under the names of the Product Ingestion API's resources where it has them.
//! Written, read and described (JSON Schema) from the one table of fields and the names here.
//! Source of the names: Partner Center, Product Ingestion API, resources product, listing, plan (2022-03-01), 2023-10.

use super::names::{self, FIELDS};
use crate::offer::path::Segment;
use crate::offer::{Attachment, FieldPath, Kind, Offer, Reading, Value, steps};
use serde_json::{Map, Value as Json, json};
use std::fmt;

/// The version of `offer.json`, and so of packages.
pub const FORMAT: u64 = 1;
const GENERATOR: &str = "edge-offer";

/// What begins with the left in `offer.toml` begins with the right in `offer.json`; the longest counts. The rest of a name is
/// the same in camelCase, so that a new field has a name at once.
const NAMES: &[(&str, &str)] = &[
    ("offer", "product"),
    ("offer.publisher", "product.publisherId"),
    ("offer.id", "product.identity.externalID"),
    ("listing.summary", "listing.searchResultSummary"),
    ("listing.language", "listing.languageID"),
    ("listing.category", "property.primaryCategory"),
    ("listing.subcategories", "property.primarySubcategories"),
    ("listing.second-category", "property.secondaryCategory"),
    ("listing.second-subcategories", "property.secondarySubcategories"),
    ("legal.terms", "property.termsConditions"),
    ("legal.terms-text", "property.termsOfUse"),
    ("legal.terms-address", "property.termsOfUseLink"),
    ("legal.privacy-policy", "listing.privacyPolicyLink"),
    ("documentation.links[]", "listing.generalLinks[]"),
    ("documentation.links[].title", "listing.generalLinks[].displayText"),
    ("documentation.links[].address", "listing.generalLinks[].link"),
    ("support.contact", "listing.supportContact"),
    ("support.engineering", "listing.engineeringContact"),
    ("support.csp", "listing.cloudSolutionProviderContact"),
    ("support.website", "listing.globalSupportWebsite"),
    ("support.government-website", "listing.governmentSupportWebsite"),
    ("media.logos.small", "listingAssets.azureLogoSmall40"),
    ("media.logos.small-48", "listingAssets.azureLogoSmall"),
    ("media.logos.medium", "listingAssets.azureLogoMedium"),
    ("media.logos.large-115", "listingAssets.azureLogoLarge115"),
    ("media.logos.wide", "listingAssets.azureLogoWide"),
    ("media.logos.large", "listingAssets.azureLogoLarge"),
    ("media.hero", "listingAssets.azureHero"),
    ("media.screenshots[]", "listingAssets.azureLogoScreenshot[]"),
    ("media.screenshots[].file", "listingAssets.azureLogoScreenshot[].fileName"),
    ("media.screenshots[].file-2018", "listingAssets.azureLogoScreenshot[].fileName2018"),
    ("media.screenshots[].caption", "listingAssets.azureLogoScreenshot[].description"),
    ("media.videos[]", "listingTrailers[]"),
    ("media.videos[].address", "listingTrailers[].streamingUrl"),
    ("plans[].id", "plans[].identity.externalID"),
    ("plans[].regions", "plans[].azureRegions"),
    ("plans[].registry", "plans[].imageRepositoryDetails.registryName"),
    ("plans[].repository", "plans[].imageRepositoryDetails.repositoryName"),
    ("plans[].registry-subscription", "plans[].imageRepositoryDetails.subscriptionID"),
    ("plans[].resource-group", "plans[].imageRepositoryDetails.resourceGroupName"),
    ("plans[].tags", "plans[].imageTags"),
    ("plans[].twin[]", "plans[].twins[]"),
    ("plans[].variables[]", "plans[].environmentVariables[]"),
    ("audience.subscriptions[]", "previewAudiences[]"),
    ("audience.subscriptions[].description", "previewAudiences[].label"),
];

/// The name in `offer.json` of a key of `offer.toml` (a field's or a list's).
pub fn name_of(key: &str) -> String {
    if steps::list(key).is_some() {
        // A list is called as its rows are.
        let mut name = name_of(&format!("{key}[]"));
        name.truncate(name.len() - "[]".len());
        return name;
    }
    let begins = |from: &str| key.strip_prefix(from).filter(|rest| rest.is_empty() || rest.starts_with(['.', '[']));
    let longest = NAMES.iter().filter_map(|(from, to)| Some((from.len(), *to, begins(from)?))).max_by_key(|(length, ..)| *length);
    match longest {
        Some((_, to, rest)) => to.to_string() + &camel_case(rest),
        None => camel_case(key),
    }
}

fn camel_case(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    let mut upper = false;
    for c in key.chars() {
        match c {
            '-' => upper = true,
            c if upper => {
                out.push(c.to_ascii_uppercase());
                upper = false;
            }
            c => out.push(c),
        }
    }
    out
}

/// Where the field or list at `path` stands in `offer.json`.
pub fn place_of(path: &FieldPath) -> FieldPath {
    FieldPath::of(&name_of(&path.pattern()), &path.rows())
}

/// All fields as one JSON object; texts of files stand in it, pictures by their names in the package.
pub fn write(offer: &Offer, draft: bool) -> Json {
    let mut root = json!({
        "generator": GENERATOR,
        "format": FORMAT,
        "draft": draft,
        "store": "Azure Marketplace",
        "offerType": "IoT Edge module",
        "publishingOption": "Get it now (Transact)",
    });
    for group in steps::STEPS.iter().flat_map(|step| step.groups) {
        if let Some(list) = &group.list {
            // A row is there even where nothing of it is filled in.
            for path in offer.instances(list.key) {
                for row in 0..offer.rows(&path) {
                    let _ = place(&mut root, &place_of(&path.row(row)));
                }
            }
        }
        for field in group.fields {
            for path in offer.instances(field.key) {
                if let Some(value) = value(offer, field, &path) {
                    *place(&mut root, &place_of(&path)) = value;
                }
            }
        }
    }
    root
}

/// What `offer.json` has for a field; nothing where nothing is filled in.
pub fn value(offer: &Offer, field: &'static crate::offer::Field, path: &FieldPath) -> Option<Json> {
    let instance = offer.instance_of(field, path.clone());
    match &instance.reading {
        Reading::Missing | Reading::Wrong(_) => None,
        Reading::Value(Value::Flag(flag)) => Some(json!(flag)),
        Reading::Value(Value::List(items)) => Some(json!(items)),
        Reading::Value(Value::Text(_)) if matches!(field.kind, Kind::Picture(..)) => {
            instance.file().map(|_| json!(names::picture(&instance)))
        }
        // A text file that is there and empty is not the same as none.
        Reading::Value(Value::Text(_)) if matches!(instance.attachment, Some(Attachment::Text(_))) => Some(json!(instance.text)),
        Reading::Value(Value::Text(_)) => Some(instance.text).filter(|text| !text.is_empty()).map(Json::String),
    }
}

/// The value at a path of `offer.json`, made where it is not there yet: a row is an object.
fn place<'a>(root: &'a mut Json, path: &FieldPath) -> &'a mut Json {
    path.segments().iter().fold(root, |place, segment| match segment {
        Segment::Key(key) => {
            if !place.is_object() {
                *place = Json::Object(Map::new());
            }
            &mut place[key.as_str()]
        }
        Segment::Row(row) => {
            if !place.is_array() {
                *place = Json::Array(Vec::new());
            }
            if let Json::Array(rows) = place {
                while rows.len() <= *row {
                    rows.push(Json::Object(Map::new()));
                }
            }
            &mut place[*row]
        }
    })
}

/// What stands at a path of `offer.json`.
pub fn at<'a>(root: &'a Json, path: &FieldPath) -> Option<&'a Json> {
    path.segments().iter().try_fold(root, |place, segment| match segment {
        Segment::Key(key) => place.get(key.as_str()),
        Segment::Row(row) => place.get(*row),
    })
}

/// Why a text is no `offer.json` that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is no JSON, or not ours.
    Foreign,
    /// It is of a later format: its number.
    Later(String),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unreadable::Foreign => write!(f, "its {FIELDS} was not written by edge-offer"),
            Unreadable::Later(format) => write!(
                f,
                "it was written by a later edge-offer: its format is {format}, and this version reads format {FORMAT}; take a newer edge-offer"
            ),
        }
    }
}

/// Reads the text of an `offer.json`.
///
/// # Errors
/// It is no JSON of ours, or of a later format.
pub fn parse(text: &[u8]) -> Result<Json, Unreadable> {
    let json: Json = serde_json::from_slice(text).map_err(|_| Unreadable::Foreign)?;
    if json["generator"] != GENERATOR {
        return Err(Unreadable::Foreign);
    }
    match json["format"].as_u64() {
        Some(FORMAT) => Ok(json),
        _ => Err(Unreadable::Later(json["format"].to_string())),
    }
}

/// Whether a text is an `offer.json` of ours, of whatever format: only a package with such a one is ever replaced.
pub fn is_ours(text: &[u8]) -> bool {
    !matches!(parse(text), Err(Unreadable::Foreign))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_field_has_a_name_of_its_own_with_the_same_rows() {
        let mut seen = HashSet::new();
        for field in steps::fields() {
            let name = name_of(field.key);
            assert_eq!(name.matches("[]").count(), field.key.matches("[]").count(), "{name}");
            assert!(!name.contains('-'), "{name}");
            assert!(seen.insert(name.clone()), "{name} twice");
        }
        for (from, _) in NAMES {
            assert!(steps::fields().any(|field| field.key.starts_with(from)), "{from} is no field any more");
        }
        assert_eq!(name_of("documentation.links"), "listing.generalLinks");
        assert_eq!(name_of("support.contact.fax-number"), "listing.supportContact.faxNumber");
        assert_eq!(name_of("plans[].create-options-about"), "plans[].createOptionsAbout");
    }

    #[test]
    fn every_filled_field_of_the_sample_is_in_the_json() {
        let document = crate::sample::document();
        let offer = Offer::new(&document);
        let json = write(&offer, false);
        let mut count = 0;
        for instance in offer.all().iter().filter(|instance| !instance.is_empty()) {
            assert!(at(&json, &place_of(&instance.path)).is_some(), "{}", instance.path);
            count += 1;
        }
        assert!(count > 60);
        assert_eq!(json["listing"]["searchResultSummary"], offer.get("listing.summary"));
        assert_eq!(json["listing"]["generalLinks"][1]["displayText"], "Tested gateways and sensors");
        assert_eq!(json["plans"][0]["routes"][1]["name"], "AlarmsToIoTHub");
        assert_eq!(json["plans"][0]["hidden"], false);
        assert_eq!(json["listingAssets"]["azureLogoWide"], "media/logo-wide-255x115.png");
    }

    #[test]
    fn what_cannot_be_read_is_told_apart() {
        assert_eq!(parse(b"{\"generator\": \"other\"}"), Err(Unreadable::Foreign));
        assert_eq!(parse(b"[]"), Err(Unreadable::Foreign));
        assert_eq!(parse(b"\xff"), Err(Unreadable::Foreign));
        let later = parse(b"{\"generator\": \"edge-offer\", \"format\": 2}").unwrap_err();
        assert!(later.to_string().contains("a later edge-offer: its format is 2"));
        assert!(is_ours(b"{\"generator\": \"edge-offer\", \"format\": 2}") && !is_ours(b"{}"));
    }
}
