//! From a package back to a bundle whose package is the same, byte for byte.

use super::Files;
use super::fields::{self, at, name_of, place_of};
use super::names::FIELDS;
use crate::media;
use crate::offer::field::List;
use crate::offer::{Attachment, Document, Field, FieldPath, FileFault, Kind, Value, steps};
use serde_json::Value as Json;
use std::fmt;

/// A bundle that was read back.
#[derive(Debug)]
pub struct ReadBack {
    /// Its `offer.toml` and its texts; the pictures are attached.
    pub document: Document,
    /// Its pictures: path in the bundle, and bytes.
    pub pictures: Vec<(String, Vec<u8>)>,
}

/// Why a package cannot be read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotReadBack {
    /// Its `offer.json` cannot be read.
    Unreadable(fields::Unreadable),
    /// A value of `offer.json` is not of its kind: its name, and what it should be.
    Wrong(String, &'static str),
    /// It cannot be written as a bundle: why.
    Refused(String),
}

impl fmt::Display for NotReadBack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotReadBack::Unreadable(reason) => reason.fmt(f),
            NotReadBack::Wrong(name, kind) => write!(f, "{FIELDS}: {name} is no {kind}"),
            NotReadBack::Refused(reason) => f.write_str(reason),
        }
    }
}

/// Makes a bundle of the files of a package.
///
/// # Errors
/// Its `offer.json` is not ours, of a later format, or holds something else than its schema says.
pub fn read_back(files: &Files) -> Result<ReadBack, NotReadBack> {
    let json = fields::parse(files.get(FIELDS).map_or(&[][..], Vec::as_slice)).map_err(NotReadBack::Unreadable)?;
    let refused = |reason: crate::offer::toml_text::EditRefused| NotReadBack::Refused(reason.0);
    let mut document = Document::parse("# Made from a package of edge-offer.\nformat = 1\n".to_string()).unwrap_or_default();
    let mut pictures = Vec::new();
    for group in steps::STEPS.iter().flat_map(|step| step.groups) {
        if let Some(list) = &group.list {
            for path in lists(&document, list) {
                for _ in 0..rows(&json, &path)? {
                    document.push_row(&path).map_err(refused)?;
                }
            }
        }
        for field in group.fields {
            for path in crate::offer::Offer::new(&document).instances(field.key) {
                let Some(value) = at(&json, &place_of(&path)) else { continue };
                let wrong = |kind| NotReadBack::Wrong(place_of(&path).to_string(), kind);
                match (field.kind, value) {
                    (Kind::Flag, Json::Bool(flag)) => document.set(&path, &Value::Flag(*flag), None).map_err(refused)?,
                    (Kind::Flag, _) => return Err(wrong("true or false")),
                    (Kind::Words | Kind::Choices(_) | Kind::Subcategories(_), value) => {
                        let items = value.as_array().and_then(|items| {
                            items.iter().map(|item| item.as_str().map(str::to_string)).collect::<Option<Vec<_>>>()
                        });
                        document.set(&path, &Value::List(items.ok_or(wrong("list of texts"))?), None).map_err(refused)?;
                    }
                    (_, Json::String(text)) => put(&mut document, field, &path, text, files, &mut pictures).map_err(refused)?,
                    _ => return Err(wrong("text")),
                }
            }
        }
    }
    Ok(ReadBack { document, pictures })
}

/// The places of a list, one for each row around it.
fn lists(document: &Document, list: &List) -> Vec<FieldPath> {
    crate::offer::Offer::new(document).instances(list.key)
}

fn rows(json: &Json, path: &FieldPath) -> Result<usize, NotReadBack> {
    match at(json, &place_of(path)) {
        None => Ok(0),
        Some(Json::Array(rows)) if rows.iter().all(Json::is_object) => Ok(rows.len()),
        Some(_) => Err(NotReadBack::Wrong(FieldPath::of(&name_of(&path.pattern()), &path.rows()).to_string(), "list of objects")),
    }
}

/// A text, a text with a file of its own, or a picture.
fn put(
    document: &mut Document,
    field: &Field,
    path: &FieldPath,
    text: &str,
    files: &Files,
    pictures: &mut Vec<(String, Vec<u8>)>,
) -> Result<(), crate::offer::toml_text::EditRefused> {
    // Reading a bundle makes LF of CR LF; what still has them had one CR more.
    let written = text.replace("\r\n", "\r\r\n");
    match field.kind {
        Kind::TextFile(_, usual) => {
            // Reading takes one byte order mark away.
            let mark = if written.starts_with('\u{feff}') { "\u{feff}" } else { "" };
            document.set_content(path, &[mark, &written].concat(), usual, None)
        }
        Kind::Picture(_, usual) => {
            let name = document.unused_name(usual);
            document.set(path, &Value::Text(name.clone()), None)?;
            match files.get(text) {
                Some(bytes) => {
                    document.attach(&name, Attachment::Picture(media::probe(bytes)));
                    pictures.push((name, bytes.clone()));
                }
                // A draft may lack pictures.
                None => document.attach(&name, Attachment::Fault(FileFault::Missing)),
            }
            Ok(())
        }
        _ => document.set(path, &Value::Text(written), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<ReadBack, String> {
        read_back(&Files::from([(FIELDS.to_string(), json.as_bytes().to_vec())])).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_not_of_its_kind_is_refused_with_its_name() {
        let with = |rest: &str| read(&format!("{{\"generator\": \"edge-offer\", \"format\": 1{rest}}}"));
        assert!(with("").is_ok());
        for (rest, said) in [
            (r#","listing":{"title":3}"#, "offer.json: listing.title is no text"),
            (r#","plans":{}"#, "offer.json: plans is no list of objects"),
            (r#","plans":[{"hidden":"yes"}]"#, "offer.json: plans[0].hidden is no true or false"),
            (r#","plans":[{"imageTags":[1]}]"#, "offer.json: plans[0].imageTags is no list of texts"),
            (r#","plans":[{"routes":[3]}]"#, "offer.json: plans[0].routes is no list of objects"),
        ] {
            assert_eq!(with(rest).unwrap_err(), said);
        }
        assert!(read(r#"{"generator":"edge-offer","format":7}"#).unwrap_err().contains("later edge-offer"));
    }
}
