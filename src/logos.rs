//! The logos of an offer from one master: which there are, their names, and what the rules say of them.

use crate::media::compose::Role;
use crate::media::make::{self, Made, Wanted, Wishes};
use crate::media::{Master, Refusal};
use crate::offer::field::PictureSize;
use crate::offer::{Attachment, Document, Edition, Field, FieldPath, Kind, Value, steps};
use crate::rules::{self, Finding};

/// A logo that was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Logo {
    /// The field that it is for.
    pub field: &'static Field,
    /// Its path in a bundle: `logos/wide-255x115.png`.
    pub path: String,
    /// The picture and its file.
    pub made: Made,
    /// What the rules say of it.
    pub findings: Vec<Finding>,
}

/// All logos that were made of a master.
#[derive(Clone, Debug, PartialEq)]
pub struct Logos {
    /// They, in the order of the form.
    pub logos: Vec<Logo>,
    /// What people should know, in sentences.
    pub notes: Vec<String>,
}

/// The fields that are filled from a master: every logo and the hero image.
pub fn fields() -> impl Iterator<Item = (&'static Field, Wanted)> {
    steps::fields().filter_map(|field| match field.kind {
        Kind::Picture(size, _) if field.key.starts_with("media.logos.") || field.key == "media.hero" => {
            Some((field, wanted(field, size)))
        }
        _ => None,
    })
}

fn wanted(field: &Field, size: PictureSize) -> Wanted {
    let (width, height) = match size {
        PictureSize::Exact(width, height) => ((width, width), (height, height)),
        PictureSize::Square(least, most) => ((least, most), (least, most)),
    };
    let role = match field.key {
        "media.hero" => Role::Hero,
        _ if width == height => Role::Square,
        _ => Role::Wide,
    };
    Wanted { role, width, height }
}

/// Makes them all.
///
/// # Errors
/// As [`make::make`].
pub fn make(master: &Master, wide: Option<&Master>, wishes: Wishes) -> Result<Logos, Refusal> {
    let (fields, wanted): (Vec<_>, Vec<_>) = fields().unzip();
    let made = make::make(master, wide, &wanted, wishes)?;
    let mut document = Document::parse("format = 1\n".to_string()).unwrap_or_default();
    let mut logos: Vec<Logo> = fields
        .into_iter()
        .zip(made.made)
        .map(|(field, made)| {
            let path = path_of(field, made.picture.width, made.picture.height);
            document.attach(&path, Attachment::Picture(made.facts.clone()));
            // The document is our own and empty: nothing in it can refuse a value.
            let _ = document.set(&FieldPath::of(field.key, &[]), &Value::Text(path.clone()), None);
            Logo { field, path, made, findings: Vec::new() }
        })
        .collect();
    for finding in rules::check(&document, Some(Edition::PartnerCenter)) {
        if let Some(logo) = logos.iter_mut().find(|logo| finding.field == FieldPath::of(logo.field.key, &[])) {
            logo.findings.push(finding);
        }
    }
    Ok(Logos { logos, notes: made.notes })
}

/// Judges a picture alone, as that of the field whose size it has: a logo, the hero image, a screenshot.
pub fn judge(bytes: &[u8]) -> crate::edge::Judgement {
    let facts = crate::media::probe(bytes);
    let pictures = || {
        steps::fields().filter_map(|field| match field.kind {
            Kind::Picture(size, _) => Some((field, size)),
            _ => None,
        })
    };
    let found = pictures().find(|(_, size)| size.fits(facts.width, facts.height)).map(|(field, _)| field);
    // What has no size of the store is judged as the logo that it resembles, and its size is told once, with all that there are.
    let wide = facts.width > facts.height + facts.height / 5;
    let near = if wide { "media.logos.wide" } else { "media.logos.large" };
    let key = found.map_or(near, |field| field.key);
    let edition = Edition::ALL.into_iter().find(|edition| found.is_none_or(|field| field.is_asked_in(*edition)));
    let mut document = Document::parse("format = 1\n".to_string()).unwrap_or_default();
    // The document is our own: nothing in it can refuse a row or a value.
    let _ = crate::offer::set::set_from_text(&mut document, &key.replace("[]", "[0]"), "picture.png");
    document.attach("picture.png", Attachment::Picture(facts.clone()));
    let path = FieldPath::parse(&key.replace("[]", "[0]")).unwrap_or_default();
    let findings = rules::check(&document, edition).into_iter().filter(|finding| finding.field == path);
    let problems = findings.map(|finding| {
        let unknown = found.is_none() && finding.rule.id == "logo-wrong-size";
        let asked = pictures().filter(|(field, _)| field.is_asked_in(Edition::PartnerCenter));
        let mut sizes: Vec<String> = asked.map(|(_, size)| size.words()).collect();
        sizes.dedup();
        let message = if unknown {
            format!("the picture has {}x{} pixels; the store takes {}", facts.width, facts.height, sizes.join(", "))
        } else {
            finding.message
        };
        let mut problem = crate::rule::Problem::new(finding.rule, "", 0..0, message);
        problem.help = finding.help;
        problem
    });
    crate::edge::Judgement { problems: problems.collect() }
}

/// The path that a field's picture gets: its usual name, with its size.
fn path_of(field: &Field, width: u32, height: u32) -> String {
    let usual = match field.kind {
        Kind::Picture(_, name) => name,
        _ => field.example,
    };
    let size = format!("{width}x{height}");
    if usual.contains(&size) { usual.to_string() } else { usual.replace(".png", &format!("-{size}.png")) }
}

impl Logo {
    /// What it was made from: `drawn from the SVG`, `made smaller, to 9 %`.
    pub fn origin(&self) -> String {
        let of = if self.made.from_wide { " of the wide master" } else { "" };
        match self.made.scale {
            None => format!("drawn from the SVG{of}"),
            Some(scale) if scale > 1.000_1 => format!("enlarged{of}, {scale:.1} times"),
            Some(scale) if scale > 0.999 => format!("the pixels{of} as they are"),
            Some(scale) => format!("made smaller{of}, to {:.0} %", (scale * 100.0).max(1.0)),
        }
    }
}
