//! The package: everything that the marketplace's form and a customer need of an offer, as files in memory.
//!
//! Pure and deterministic: the same offer gives the same bytes. [`crate::disk::package`] reads and writes them.

mod certification;
pub mod changes;
pub mod checksums;
pub mod fields;
mod markdown;
pub mod names;
pub mod page;
pub mod permanent;
mod pictures;
pub mod portal;
pub mod preview;
pub mod read_back;
mod report;
pub mod sanitise;
pub mod schema;
mod settings;
mod sheet;

pub use checksums::digest;

use crate::offer::reading::minified;
use crate::offer::{Document, FieldPath, Offer};
use changes::{Changes, Earlier};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// The files of a package: path in the package, and bytes.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What stands at the top of every Markdown file of a draft.
const DRAFT_IN_MARKDOWN: &str = "> **Draft.** The offer has errors or was not checked. Do not submit it.\n\n";

/// The whole package of `document`: `media` are its pictures by their names in the package, as [`names::pictures`] names them.
pub fn build(document: &Document, media: Files, draft: bool, since: Option<&Earlier>) -> Files {
    let offer = Offer::new(document);
    let digests: BTreeMap<&str, String> = media.iter().map(|(name, bytes)| (name.as_str(), digest(bytes))).collect();
    let changes = since.map(|earlier| changes::since(earlier, &offer, |name| digests.get(name).cloned()));
    let mut files = texts(&offer, draft);
    // Ticks belong to what is submitted: the fields and the pictures.
    let mut submitted = files.get(names::FIELDS).cloned().unwrap_or_default();
    digests.iter().for_each(|(name, digest)| submitted.extend_from_slice(format!("{name} {digest}\n").as_bytes()));
    let submitted = digest(&submitted);
    let sheet = sheet::Sheet { offer, pictures: &media, digest: &submitted, draft, changes: changes.as_ref() };
    files.insert(names::SHEET.to_string(), sheet.render().into_bytes());
    files.insert(names::PREVIEW.to_string(), preview(document, &media, draft).into_bytes());
    if let Some(changes) = &changes {
        files.insert(names::CHANGES.to_string(), changes::render(changes).into_bytes());
    }
    files.extend(media);
    let sums = checksums::write(&files);
    files.insert(names::CHECKSUMS.to_string(), sums.into_bytes());
    files
}

/// `preview.html` alone.
pub fn preview(document: &Document, media: &Files, draft: bool) -> String {
    preview::Preview { offer: Offer::new(document), pictures: media, draft }.render()
}

/// `partner-center.html` alone.
pub fn sheet(document: &Document, media: Files, draft: bool) -> String {
    let mut files = build(document, media, draft, None);
    String::from_utf8(files.remove(names::SHEET).unwrap_or_default()).unwrap_or_default()
}

/// Everything but pictures, pages made of them, and digests.
fn texts(offer: &Offer, draft: bool) -> Files {
    let mut files = Files::new();
    let mut put = |name: &str, text: String| drop(files.insert(name.to_string(), text.into_bytes()));
    put(names::FIELDS, pretty(&fields::write(offer, draft)));
    put(names::AUDIENCE, audience_csv(offer));
    for (key, name) in TEXTS {
        if let Some(text) = text_file(offer, key) {
            put(name, text);
        }
    }
    for plan in 0..offer.count("plans") {
        plan_files(offer, plan, &mut put);
    }
    put(names::SETTINGS_MD, settings::markdown(offer, draft));
    put(names::SETTINGS_HTML, settings::page(offer, draft));
    put(names::NOTES, certification::notes(offer, draft));
    put(names::TEST, certification::test(offer, draft));
    let judgement = report::judge(offer.document());
    put(names::REPORT_JSON, report::json(offer.document(), &judgement));
    put(names::REPORT_HTML, report::page(offer.document(), &judgement, draft));
    if draft {
        put(
            names::DRAFT,
            "This package was exported with --draft: the offer has errors, or was not checked. Do not submit it.\n".to_string(),
        );
    }
    files
}

/// The texts with a file of their own: the field, and the name.
const TEXTS: [(&str, &str); 2] = [("listing.description", names::DESCRIPTION), ("legal.terms-text", names::TERMS)];

/// The text of such a field, where there is one and it means something.
fn text_file(offer: &Offer, key: &str) -> Option<String> {
    let path = FieldPath::of(key, &[]);
    let instance = offer.instance(&path)?;
    Some(instance.text).filter(|text| !text.is_empty() && offer.applies(instance.field, &path))
}

/// What a customer deploys.
fn plan_files(offer: &Offer, plan: usize, put: &mut impl FnMut(&str, String)) {
    let folder = names::plan_folder(offer, plan);
    put(&format!("{folder}/iot-edge-metadata.json"), pretty(&metadata_json(offer, plan)));
    let options = create_options(offer, plan);
    if !options.trim().is_empty() {
        put(&format!("{folder}/create-options.json"), minified(&options));
    }
    let exported = crate::edge::manifest::export(&crate::rules::configuration::configuration(offer, plan));
    put(&format!("{folder}/deployment.json"), exported.whole);
    put(&format!("{folder}/deployment.layered.json"), exported.layered);
    if !exported.notes.is_empty() {
        put(&format!("{folder}/deployment.notes.txt"), exported.notes.iter().map(|note| format!("{note}\n")).collect());
    }
}

fn create_options(offer: &Offer, plan: usize) -> String {
    offer.instance(&FieldPath::of("plans[].create-options", &[plan])).map(|instance| instance.text).unwrap_or_default()
}

/// What [`build`] holds where it is no draft and no update, for the wizard, which asks on every frame: nothing is made for it.
pub fn file_names(document: &Document) -> Vec<String> {
    let offer = Offer::new(document);
    let mut all: Vec<String> = names::ALWAYS.iter().map(|name| (*name).to_string()).collect();
    all.extend(names::pictures(document).into_iter().map(|picture| picture.to));
    for (key, name) in TEXTS {
        if text_file(&offer, key).is_some() {
            all.push(name.to_string());
        }
    }
    for plan in 0..offer.count("plans") {
        let folder = names::plan_folder(&offer, plan);
        let mut add = |name: &str| all.push(format!("{folder}/{name}"));
        for name in ["iot-edge-metadata.json", "deployment.json", "deployment.layered.json"] {
            add(name);
        }
        if !create_options(&offer, plan).trim().is_empty() {
            add("create-options.json");
        }
        if !crate::edge::manifest::export(&crate::rules::configuration::configuration(&offer, plan)).notes.is_empty() {
            add("deployment.notes.txt");
        }
    }
    all.sort();
    all.dedup();
    all
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
    json!({
        "planId": text("plans[].id"),
        "containerUri": uri,
        "tagsOrDigests": tags,
        "routes": pairs("plans[].routes"),
        "twins": pairs("plans[].twin"),
        "environmentVariables": pairs("plans[].variables"),
        "createOptions": minified(&create_options(offer, plan)),
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

/// What changed in an offer since an earlier package, where the offer's pictures are not at hand: their names decide.
pub fn changes_by_name(document: &Document, earlier: &Earlier, digest_of: impl Fn(&str) -> Option<String>) -> Changes {
    changes::since(earlier, &Offer::new(document), digest_of)
}

/// The sample's pictures by their names in the package.
#[cfg(test)]
pub(crate) fn sample_pictures() -> Files {
    let document = crate::sample::document();
    let pictures = names::pictures(&document).into_iter();
    pictures.map(|picture| (picture.to, crate::sample::file(&picture.from).unwrap().to_vec())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_is_packed_completely_and_always_the_same() {
        let document = crate::sample::document();
        let packed = build(&document, sample_pictures(), false, None);
        assert_eq!(packed, build(&crate::sample::document(), sample_pictures(), false, None));
        let metadata: Json = serde_json::from_slice(&packed["plans/standard/iot-edge-metadata.json"]).unwrap();
        assert_eq!(metadata["containerUri"], "fjordsensing.azurecr.io/tank-level-gateway");
        assert_eq!(metadata["twins"][0], json!({"name": "SampleIntervalSeconds", "value": "30"}));
        assert_eq!(file_names(&document), packed.into_keys().collect::<Vec<_>>());
        for name in [
            "listing/terms.html",
            "media/logo-large-350x350.png",
            "media/logo-large-115x115.png",
            "media/logo-small-40x40.png",
            "media/screenshot-1.png",
            "media/hero-815x290.png",
        ] {
            assert!(file_names(&document).contains(&name.to_string()), "{name} is missing in {:?}", file_names(&document));
        }
    }

    #[test]
    fn a_hostile_cell_stays_a_cell() {
        assert_eq!(csv_cell("=cmd()|x"), "'=cmd()|x");
        assert_eq!(csv_cell("a,\"b\"\nc"), "\"a,\"\"b\"\" c\"");
    }

    #[test]
    fn a_draft_says_so_on_every_page() {
        let packed = build(&crate::sample::document(), sample_pictures(), true, None);
        for (name, bytes) in packed
            .iter()
            .filter(|(name, _)| !name.starts_with("media/") && !name.starts_with("plans/") && !name.starts_with("listing/"))
        {
            let text = String::from_utf8_lossy(bytes).to_lowercase();
            let exempt = matches!(name.as_str(), names::AUDIENCE | names::CHECKSUMS | names::REPORT_JSON);
            assert!(exempt || text.contains("draft"), "{name} does not say that it is a draft");
        }
    }
}
