//! `FIELD=VALUE` from the command line: the same as typing VALUE into the field.

use super::document::Document;
use super::field::{Field, Kind};
use super::path::{FieldPath, Segment};
use super::steps;
use super::toml_text::{EditRefused, Value};
use crate::nearest::nearest;

/// Puts `text` into the field called `name`. Rows that are missing on the way are added, one at a time.
/// Lists take words separated by commas; yes and no are `true` and `false`; long texts go into their files.
pub fn set_from_text(document: &mut Document, name: &str, text: &str) -> Result<(), EditRefused> {
    let Some(path) = FieldPath::parse(name) else {
        return Err(EditRefused(format!("{name} is no field; fields are written like listing.title or plans[0].tags")));
    };
    let pattern = path.pattern();
    let Some(field) = steps::field(&pattern) else {
        let near = nearest(&pattern, steps::fields().map(|field| field.key));
        let hint = near.map(|near| format!("; did you mean {}?", near.replace("[]", "[0]"))).unwrap_or_default();
        return Err(EditRefused(format!("there is no field {name}{hint}")));
    };
    document.as_one_step(&path, |document| {
        add_rows(document, &path)?;
        put(document, field, &path, text, None)
    })
}

/// Puts `text`, as a person types it, into a field that stands in existing rows.
pub fn put(document: &mut Document, field: &Field, path: &FieldPath, text: &str, typed: Option<char>) -> Result<(), EditRefused> {
    match field.kind {
        Kind::TextFile(_, fresh_name) => document.set_content(path, text, fresh_name, typed),
        Kind::Flag => match text.trim() {
            "true" | "yes" => document.set(path, &Value::Flag(true), typed),
            "false" | "no" | "" => document.set(path, &Value::Flag(false), typed),
            other => Err(EditRefused(format!("{path} is true or false, not {other}"))),
        },
        Kind::Words | Kind::Choices(_) | Kind::Subcategories(_) => document.set(path, &Value::List(words(text)), typed),
        _ => document.set(path, &Value::Text(text.to_string()), typed),
    }
}

/// The words of a list as people type them: separated by commas or blanks.
pub fn words(text: &str) -> Vec<String> {
    text.split(|c: char| c == ',' || c.is_whitespace()).filter(|word| !word.is_empty()).map(str::to_string).collect()
}

fn add_rows(document: &mut Document, path: &FieldPath) -> Result<(), EditRefused> {
    let mut way = FieldPath::default();
    for segment in path.segments() {
        match segment {
            Segment::Key(key) => way = way.key(key),
            Segment::Row(row) => {
                let rows = document.toml().rows(&way);
                if *row == rows {
                    document.push_row(&way)?;
                } else if *row > rows {
                    return Err(EditRefused(format!("{way} has {rows} rows; the next is {way}[{rows}]")));
                }
                way = way.row(*row);
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bundle_can_be_written_field_by_field() {
        let mut document = Document::parse("format = 1\n".into()).unwrap();
        for (field, value) in [
            ("listing.title", "Tank Level"),
            ("plans[0].id", "standard"),
            ("plans[0].tags", "latest, 1.0.0"),
            ("plans[0].hidden", "true"),
            ("plans[0].routes[0].name", "up"),
            ("plans[0].routes[1].name", "down"),
            ("plans[1].id", "pro"),
            ("plans[0].twin[0].value", "{\"a\": 1}"),
            ("listing.description", "<p>Hi</p>"),
        ] {
            set_from_text(&mut document, field, value).unwrap();
        }
        assert_eq!(
            document.toml().text(),
            "format = 1\n\n[listing]\ntitle = \"Tank Level\"\ndescription = \"description.html\"\n\n[[plans]]\nid = \"standard\"\ntags = [\"latest\", \"1.0.0\"]\nhidden = true\n\n[[plans.routes]]\nname = \"up\"\n\n[[plans.routes]]\nname = \"down\"\n\n[[plans.twin]]\nvalue = '{\"a\": 1}'\n\n[[plans]]\nid = \"pro\"\n"
        );
        assert_eq!(document.text_of("description.html"), Some("<p>Hi</p>"));
        while document.undo().is_some() {}
        assert_eq!(document.toml().text(), "format = 1\n");
        while document.redo().is_some() {}
        assert_eq!(document.text_of("description.html"), Some("<p>Hi</p>"));
    }

    #[test]
    fn what_was_undone_is_gone_after_another_change() {
        let mut document = Document::parse("[listing]\ntitle = \"a\"\nsummary = \"s\"\n".into()).unwrap();
        set_from_text(&mut document, "listing.title", "b").unwrap();
        document.undo();
        set_from_text(&mut document, "listing.summary", "t").unwrap();
        assert_eq!(document.redo(), None);
        assert_eq!(document.toml().text(), "[listing]\ntitle = \"a\"\nsummary = \"t\"\n");
    }

    #[test]
    fn what_is_no_field_is_refused_with_its_neighbour() {
        let mut document = Document::parse("format = 1\nlegal = 3\n".into()).unwrap();
        let refused = |document: &mut Document, field: &str| set_from_text(document, field, "x").unwrap_err().0;
        assert!(refused(&mut document, "listing.titel").contains("did you mean listing.title?"));
        assert!(refused(&mut document, "plans[1].id").contains("plans[0]"));
        assert!(refused(&mut document, "legal.privacy-policy").contains("no table"));
        assert!(refused(&mut document, "plans[0].hidden").contains("true or false"));
        assert_eq!(document.toml().text(), "format = 1\nlegal = 3\n");
    }
}
