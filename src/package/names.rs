//! Under what name everything lies in a package.

use crate::offer::field::PictureSize;
use crate::offer::{Attachment, Document, FieldPath, Instance, Kind, Offer, steps};

/// All fields.
pub const FIELDS: &str = "offer.json";
/// The digests; the last word on what belongs to a package.
pub const CHECKSUMS: &str = "SHA256SUMS";
/// The paste sheet.
pub const SHEET: &str = "partner-center.html";
/// The listing as customers will see it.
pub const PREVIEW: &str = "preview.html";
/// What changed since an earlier package, in words.
pub const CHANGES: &str = "CHANGES.md";
/// The preview audience as the form uploads it.
pub const AUDIENCE: &str = "preview-audience.csv";
/// The description.
pub const DESCRIPTION: &str = "listing/description.html";
/// The terms of use, where they are a text.
pub const TERMS: &str = "listing/terms.html";
/// The settings' documentation, for a browser.
pub const SETTINGS_HTML: &str = "docs/configuration.html";
/// The settings' documentation, for a repository.
pub const SETTINGS_MD: &str = "docs/configuration.md";
/// What the reviewers should know.
pub const NOTES: &str = "certification/notes.md";
/// The test that the checklist before certification asks for.
pub const TEST: &str = "certification/test-on-device.sh";
/// The findings, for programs.
pub const REPORT_JSON: &str = "report.json";
/// The findings, for people.
pub const REPORT_HTML: &str = "report.html";
/// Says that the package is a draft.
pub const DRAFT: &str = "DRAFT.txt";

/// What is in every package, whatever the offer.
pub const ALWAYS: [&str; 11] =
    [FIELDS, CHECKSUMS, SHEET, PREVIEW, AUDIENCE, SETTINGS_HTML, SETTINGS_MD, NOTES, TEST, REPORT_JSON, REPORT_HTML];

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
    let pictures = steps::fields()
        .filter(|field| matches!(field.kind, Kind::Picture(..)))
        .flat_map(|field| offer.instances(field.key).into_iter().map(move |path| (field, path)))
        .map(|(field, path)| offer.instance_of(field, path));
    pictures.filter_map(|instance| Some(PictureToPack { from: instance.file()?.to_string(), to: picture(&instance) })).collect()
}

/// `media/logo-small-40x40.png`, `media/screenshot-1.png`: a name that says where the picture goes.
pub fn picture(instance: &Instance) -> String {
    let facts = match instance.attachment {
        Some(Attachment::Picture(facts)) => Some(facts),
        _ => None,
    };
    let extension = if facts.is_none_or(|facts| facts.format == "PNG") { "png" } else { "unusable" };
    let number = instance.path.rows().first().map_or(0, |row| row + 1);
    let (size, usual) = match instance.field.kind {
        Kind::Picture(size, usual) => (Some(size), usual),
        _ => (None, instance.field.name()),
    };
    let stem = usual.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or(usual, |(stem, _)| stem);
    let stem = match (instance.field.key, size, facts) {
        ("media.screenshots[].file", ..) => format!("screenshot-{number}"),
        ("media.screenshots[].file-2018", ..) => format!("screenshot-{number}-2018"),
        ("media.videos[].thumbnail", ..) => format!("video-{number}-thumbnail"),
        ("media.videos[].thumbnail-2018", ..) => format!("video-{number}-thumbnail-2018"),
        ("media.hero", ..) => stem.to_string(),
        // Only of a size that fits, so that no wrong one takes the name of another logo.
        (_, Some(PictureSize::Square(least, most)), Some(facts))
            if facts.width == facts.height && (least..=most).contains(&facts.width) =>
        {
            format!("logo-{stem}-{}x{}", facts.width, facts.height)
        }
        _ => format!("logo-{stem}"),
    };
    format!("media/{stem}.{extension}")
}

/// The folder of a plan: by its id, or by its number where the id could not be a folder's name.
pub fn plan_folder(offer: &Offer, plan: usize) -> String {
    let id = offer.text(&FieldPath::of("plans[].id", &[plan]));
    let usable = !id.is_empty()
        && id.len() <= 64
        && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_'));
    let twice = (0..offer.count("plans")).any(|other| other != plan && offer.text(&FieldPath::of("plans[].id", &[other])) == id);
    let numbered = id.strip_prefix("plan-").is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
    if usable && !twice && !numbered { format!("plans/{id}") } else { format!("plans/plan-{}", plan + 1) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::offer::set::set_from_text;

    #[test]
    fn no_two_plans_and_no_two_pictures_share_a_name() {
        let mut document = crate::sample::document();
        for (field, value) in
            [("plans[0].id", "same"), ("plans[1].id", "same"), ("plans[2].id", "plan-2"), ("plans[3].id", "../x")]
        {
            set_from_text(&mut document, field, value).unwrap();
        }
        let offer = Offer::new(&document);
        let folders: Vec<String> = (0..4).map(|plan| plan_folder(&offer, plan)).collect();
        assert_eq!(folders, ["plans/plan-1", "plans/plan-2", "plans/plan-3", "plans/plan-4"]);
        let mut document = crate::sample::document();
        set_from_text(&mut document, "media.logos.small", "logos/small-48x48.png").unwrap();
        set_from_text(&mut document, "media.logos.large", "logos/large-115x115.png").unwrap();
        let mut names: Vec<String> = pictures(&document).into_iter().map(|picture| picture.to).collect();
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count, "{names:?}");
    }
}
