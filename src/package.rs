//! The package: everything that the marketplace's form and a customer need of an offer, as files in memory.
//!
//! Pure and deterministic: the same document gives the same bytes. [`crate::disk::package`] writes them.

use crate::offer::path::Segment;
use crate::offer::reading::minified;
use crate::offer::{Document, FieldPath, Instance, Kind, Offer, Reading, Value, steps};
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;

/// The files of a package: path in the package, and bytes.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The name of the list of digests; it is the last word on what belongs to a package.
pub const CHECKSUMS: &str = "SHA256SUMS";
/// The name of the file with all fields.
pub const FIELDS: &str = "offer.json";

/// A picture of the package: where it lies in the bundle, and under what name it goes into the package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureToPack {
    /// Its path in the bundle.
    pub from: String,
    /// Its path in the package.
    pub to: String,
}

/// The pictures that belong into the package of `document`, in the order of the form.
pub fn pictures(document: &Document) -> Vec<PictureToPack> {
    let offer = Offer::new(document);
    let mut pictures = Vec::new();
    for instance in offer.all() {
        if let (Kind::Picture(..), Some(file)) = (instance.field.kind, instance.file()) {
            pictures.push(PictureToPack { from: file.to_string(), to: format!("media/{}", picture_name(&instance)) });
        }
    }
    pictures
}

/// `logo-small-40x40.png`, `screenshot-1.png`: a name that says where the picture goes.
fn picture_name(instance: &Instance) -> String {
    let size = match instance.attachment {
        Some(crate::offer::Attachment::Picture(facts)) => format!("-{}x{}", facts.width, facts.height),
        _ => String::new(),
    };
    let number = instance.path.rows().first().map_or(0, |row| row + 1);
    let extension = match instance.attachment {
        Some(crate::offer::Attachment::Picture(facts)) if facts.format != "PNG" => "unusable",
        _ => "png",
    };
    match instance.field.key {
        "media.hero" => format!("hero{size}.{extension}"),
        "media.screenshots[].file" => format!("screenshot-{number}.{extension}"),
        "media.videos[].thumbnail" => format!("video-{number}-thumbnail.{extension}"),
        _ => {
            let name = instance.field.name().trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('-');
            format!("logo-{name}{size}.{extension}")
        }
    }
}

/// Everything but the pictures and the list of digests.
pub fn files(document: &Document, draft: bool) -> Files {
    let offer = Offer::new(document);
    let mut files = Files::new();
    let mut put = |name: String, text: String| drop(files.insert(name, text.into_bytes()));
    put(FIELDS.to_string(), pretty(&fields_json(&offer, draft)));
    put("preview-audience.csv".to_string(), audience_csv(&offer));
    for instance in offer.all() {
        if let (Kind::TextFile(..), false) = (instance.field.kind, instance.text.is_empty()) {
            match instance.field.key {
                "listing.description" => put("listing/description.html".to_string(), instance.text),
                "legal.terms-text" => put("listing/terms.html".to_string(), instance.text),
                _ => {}
            }
        }
    }
    for plan in 0..offer.count("plans") {
        let folder = plan_folder(&offer, plan);
        put(format!("{folder}/iot-edge-metadata.json"), pretty(&metadata_json(&offer, plan)));
        let options =
            offer.instance(&FieldPath::of("plans[].create-options", &[plan])).map(|instance| instance.text).unwrap_or_default();
        if !options.trim().is_empty() {
            put(format!("{folder}/create-options.json"), minified(&options));
        }
        let exported = crate::edge::manifest::export(&crate::rules::configuration::configuration(&offer, plan));
        put(format!("{folder}/deployment.json"), exported.whole);
        put(format!("{folder}/deployment.layered.json"), exported.layered);
        if !exported.notes.is_empty() {
            put(format!("{folder}/deployment.notes.txt"), exported.notes.iter().map(|note| format!("{note}\n")).collect());
        }
    }
    if !offer.get("certification.notes").is_empty() {
        put("certification/notes.txt".to_string(), offer.get("certification.notes"));
    }
    if draft {
        put(
            "DRAFT.txt".to_string(),
            "This package was exported with --draft: the offer has errors, or was not checked. Do not submit it.\n".to_string(),
        );
    }
    files
}

/// The list of digests over all files of a package, as `sha256sum` reads it.
pub fn checksums(files: &Files, digest: impl Fn(&[u8]) -> String) -> String {
    files.iter().filter(|(name, _)| *name != CHECKSUMS).map(|(name, bytes)| format!("{}  {name}\n", digest(bytes))).collect()
}

/// What `files` will hold, for the wizard: names only, pictures and digests included.
pub fn names(document: &Document) -> Vec<String> {
    let mut names: Vec<String> =
        files(document, false).into_keys().chain(pictures(document).into_iter().map(|picture| picture.to)).collect();
    names.push(CHECKSUMS.to_string());
    names.sort();
    names.dedup();
    names
}

/// The folder of a plan: by its id, or by its number where the id could not be a folder's name.
fn plan_folder(offer: &Offer, plan: usize) -> String {
    let id = offer.text(&FieldPath::of("plans[].id", &[plan]));
    let usable = !id.is_empty()
        && id.len() <= 64
        && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_'));
    let twice = (0..plan).any(|other| offer.text(&FieldPath::of("plans[].id", &[other])) == id);
    if usable && !twice { format!("plans/{id}") } else { format!("plans/plan-{}", plan + 1) }
}

/// All fields as one JSON object, nested as in the table of fields; texts of files stand in it.
fn fields_json(offer: &Offer, draft: bool) -> Json {
    let mut root = json!({
        "generator": "edge-offer",
        "format": 1,
        "draft": draft,
        "store": "Azure Marketplace",
        "offerType": "IoT Edge module",
        "publishingOption": "Get it now (Transact)",
    });
    for field in steps::fields() {
        for path in offer.instances(field.key) {
            let instance = offer.instance_of(field, path.clone());
            if !offer.applies(field, &path) {
                continue;
            }
            let value = match &instance.reading {
                Reading::Missing | Reading::Wrong(_) => continue,
                Reading::Value(Value::Flag(flag)) => json!(flag),
                Reading::Value(Value::List(items)) => json!(items),
                Reading::Value(Value::Text(_)) if matches!(field.kind, Kind::TextFile(..)) => json!(instance.text),
                Reading::Value(Value::Text(_)) if matches!(field.kind, Kind::Picture(..)) => {
                    json!(format!("media/{}", picture_name(&instance)))
                }
                Reading::Value(Value::Text(text)) => json!(text),
            };
            if instance.is_empty() && matches!(instance.reading, Reading::Value(Value::Text(_))) {
                continue;
            }
            insert(&mut root, &path, value);
        }
    }
    root
}

fn insert(root: &mut Json, path: &FieldPath, value: Json) {
    let mut place = root;
    for segment in path.segments() {
        place = match segment {
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
        };
    }
    *place = value;
}

/// The artifact that a published plan exposes, in its historical shape (vscode-azure-iot-edge 1.0, 2019).
fn metadata_json(offer: &Offer, plan: usize) -> Json {
    let text = |key: &str| offer.text(&FieldPath::of(key, &[plan]));
    let pairs = |list: &str| -> Vec<Json> {
        let rows = offer.rows(&FieldPath::of(list, &[plan]));
        (0..rows)
            .map(|row| {
                let of = |name: &str| offer.text(&FieldPath::of(&format!("{list}[].{name}"), &[plan, row]));
                json!({"name": of("name"), "value": of("value")})
            })
            .collect()
    };
    let image = offer.image(plan);
    let uri = image.rsplit_once(':').filter(|(_, tag)| !tag.contains('/')).map_or(image.as_str(), |(repository, _)| repository);
    let tags = offer.instance(&FieldPath::of("plans[].tags", &[plan])).map(|instance| instance.items()).unwrap_or_default();
    let options =
        offer.instance(&FieldPath::of("plans[].create-options", &[plan])).map(|instance| instance.text).unwrap_or_default();
    json!({
        "planId": text("plans[].id"),
        "containerUri": uri,
        "tagsOrDigests": tags,
        "routes": pairs("plans[].routes"),
        "twins": pairs("plans[].twin"),
        "environmentVariables": pairs("plans[].variables"),
        "createOptions": minified(&options),
    })
}

/// The preview audience as the form uploads it.
fn audience_csv(offer: &Offer) -> String {
    let mut csv = "Type,ID,Description\n".to_string();
    for row in 0..offer.count("audience.subscriptions") {
        let of = |key: &str| offer.text(&FieldPath::of(key, &[row]));
        csv.push_str(&format!(
            "SubscriptionId,{},{}\n",
            csv_cell(&of("audience.subscriptions[].id")),
            csv_cell(&of("audience.subscriptions[].description"))
        ));
    }
    csv
}

/// A cell that no spreadsheet takes for a formula or for two.
fn csv_cell(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    let text = if text.starts_with(['=', '+', '-', '@', '\t']) { format!("'{text}") } else { text };
    if text.contains(['"', ',']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

fn pretty(json: &Json) -> String {
    // A Json value that was built here always has a text.
    serde_json::to_string_pretty(json).unwrap_or_default() + "\n"
}

/// Whether a folder's or an archive's file list is that of a package of ours: only such a one is ever replaced.
pub fn is_ours(fields_text: &str) -> bool {
    serde_json::from_str::<Json>(fields_text).is_ok_and(|json| json["generator"] == "edge-offer")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_is_packed_completely_and_always_the_same() {
        let document = crate::sample::document();
        let packed = files(&document, false);
        assert_eq!(packed, files(&crate::sample::document(), false));
        let json: Json = serde_json::from_slice(&packed[FIELDS]).unwrap();
        assert_eq!(json["listing"]["title"], "Tank Level Gateway");
        assert_eq!(json["plans"][0]["routes"][1]["name"], "AlarmsToIoTHub");
        assert_eq!(json["plans"][0]["hidden"], false);
        assert_eq!(json["media"]["logos"]["wide"], "media/logo-wide-255x115.png");
        assert!(json["listing"]["description"].as_str().unwrap().ends_with("storage</p>\n"));
        let metadata: Json = serde_json::from_slice(&packed["plans/standard/iot-edge-metadata.json"]).unwrap();
        assert_eq!(metadata["containerUri"], "fjordsensing.azurecr.io/tank-level-gateway");
        assert_eq!(metadata["twins"][0], json!({"name": "SampleIntervalSeconds", "value": "30"}));
        let names = names(&document);
        for name in [
            "listing/description.html",
            "listing/terms.html",
            "media/logo-large-350x350.png",
            "media/logo-large-115x115.png",
            "media/screenshot-1.png",
            "preview-audience.csv",
            CHECKSUMS,
        ] {
            assert!(names.contains(&name.to_string()), "{name} is missing in {names:?}");
        }
    }

    #[test]
    fn every_filled_field_of_the_sample_is_in_the_json() {
        let document = crate::sample::document();
        let offer = Offer::new(&document);
        let json = fields_json(&offer, false);
        for instance in offer.all() {
            if !instance.is_empty() && offer.applies(instance.field, &instance.path) {
                let pointer = format!("/{}", instance.path.to_string().replace(['.', '['], "/").replace(']', ""));
                assert!(json.pointer(&pointer).is_some(), "{pointer}");
            }
        }
    }

    #[test]
    fn a_hostile_cell_stays_a_cell() {
        assert_eq!(csv_cell("=cmd()|x"), "'=cmd()|x");
        assert_eq!(csv_cell("a,\"b\"\nc"), "\"a,\"\"b\"\" c\"");
    }
}
