//! The offer as it is read from the document by the table of fields.

use super::attachment::{Attachment, FileFault};
use super::document::Document;
use super::field::{Edition, Field, Kind, List, Required};
use super::path::{FieldPath, Segment};
use super::toml_text::{Node, Value};
use super::{categories, steps};
use std::cell::OnceCell;

/// What stands at the place of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Nothing.
    Missing,
    /// Something of another type: its name in TOML.
    Wrong(&'static str),
    /// A value.
    Value(Value),
}

/// One field of one row, with everything that rules want to know of it.
#[derive(Clone, Debug)]
pub struct Instance<'a> {
    /// The row of the table of fields.
    pub field: &'static Field,
    /// Its path.
    pub path: FieldPath,
    /// What stands in `offer.toml`.
    pub reading: Reading,
    /// The text that is judged: the value, or the content of the file that it names. Lists are joined with `, `.
    pub text: String,
    /// For texts and pictures: what is known of the file that is named.
    pub attachment: Option<&'a Attachment>,
    paragraphs: OnceCell<Vec<String>>,
}

impl Instance<'_> {
    /// Whether nothing is filled in.
    pub fn is_empty(&self) -> bool {
        match &self.reading {
            Reading::Missing => true,
            Reading::Wrong(_) => false,
            Reading::Value(Value::List(items)) => items.is_empty(),
            Reading::Value(_) => {
                self.text.trim().is_empty()
                    && !matches!(self.attachment, Some(Attachment::Fault(fault)) if *fault != FileFault::Missing)
            }
        }
    }

    /// The paragraphs of a text in HTML, as a reader sees them; read once, however many rules ask.
    pub fn paragraphs(&self) -> &[String] {
        self.paragraphs.get_or_init(|| crate::html::paragraphs(&self.text))
    }

    /// The items of a list; one for a plain text.
    pub fn items(&self) -> Vec<String> {
        match &self.reading {
            Reading::Value(Value::List(items)) => items.clone(),
            Reading::Value(Value::Text(text)) if !text.is_empty() => vec![text.clone()],
            _ => Vec::new(),
        }
    }

    /// The path of the file that the field names.
    pub fn file(&self) -> Option<&str> {
        match (&self.field.kind, &self.reading) {
            (Kind::TextFile(..) | Kind::Picture(..), Reading::Value(Value::Text(path))) if !path.is_empty() => Some(path),
            _ => None,
        }
    }

    /// What counts against the limit: characters, markup and spaces included; of createOptions without spaces; items of a list.
    pub fn size(&self) -> usize {
        match (self.field.kind, &self.reading) {
            (_, Reading::Value(Value::List(items))) => items.len(),
            (Kind::TextFile(super::field::Language::Json, _), _) => minified_length(&self.text),
            (Kind::Picture(..), _) => 0,
            _ => self.text.chars().count(),
        }
    }
}

/// The characters of a JSON text without the space between its tokens; of a text that is no JSON, all its characters.
pub fn minified_length(json: &str) -> usize {
    match serde_json::from_str::<serde::de::IgnoredAny>(json) {
        Ok(_) => minified(json).chars().count(),
        Err(_) => json.trim().chars().count(),
    }
}

/// A JSON text without the space between its tokens; numbers and escapes stay as they are written.
pub fn minified(json: &str) -> String {
    let (mut in_string, mut escaped) = (false, false);
    json.chars()
        .filter(|c| {
            let keep = in_string || !c.is_ascii_whitespace();
            match c {
                '"' if !escaped => in_string = !in_string,
                _ => {}
            }
            escaped = in_string && *c == '\\' && !escaped;
            keep
        })
        .collect()
}

/// JSON with its members on lines of their own; its values stay as they are written. What is no JSON by the standard stays whole.
pub fn laid_out(json: &str) -> String {
    if serde_json::from_str::<serde::de::IgnoredAny>(json).is_err() {
        return json.to_string();
    }
    let line = minified(json);
    let (mut out, mut depth, mut in_string, mut escaped) = (String::new(), 0usize, false, false);
    let mut characters = line.chars().peekable();
    while let Some(c) = characters.next() {
        let next = characters.peek().copied();
        let new_line = |out: &mut String, depth: usize| {
            out.push('\n');
            out.push_str(&"  ".repeat(depth));
        };
        match c {
            _ if in_string => out.push(c),
            '{' | '[' if !matches!(next, Some('}' | ']')) => {
                depth += 1;
                out.push(c);
                new_line(&mut out, depth);
            }
            '}' | ']' if !out.ends_with(['{', '[']) => {
                depth = depth.saturating_sub(1);
                new_line(&mut out, depth);
                out.push(c);
            }
            ',' => {
                out.push(c);
                new_line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            _ => out.push(c),
        }
        if c == '"' && !escaped {
            in_string = !in_string;
        }
        escaped = in_string && c == '\\' && !escaped;
    }
    out.push('\n');
    out
}

/// A document, read by the table of fields.
#[derive(Clone, Copy)]
pub struct Offer<'a> {
    document: &'a Document,
    edition: Edition,
}

impl<'a> Offer<'a> {
    /// Reads `document` by its own edition.
    pub fn new(document: &'a Document) -> Offer<'a> {
        Offer { document, edition: document.edition() }
    }

    /// The same, judged by another edition.
    pub fn with_edition(self, edition: Edition) -> Offer<'a> {
        Offer { edition, ..self }
    }

    /// The edition whose limits count.
    pub fn edition(&self) -> Edition {
        self.edition
    }

    /// The document.
    pub fn document(&self) -> &'a Document {
        self.document
    }

    /// The paths of all fields with this key: one, or one for each row.
    pub fn instances(&self, key: &str) -> Vec<FieldPath> {
        let mut paths = vec![FieldPath::default()];
        for part in key.split('.') {
            let name = part.strip_suffix("[]").unwrap_or(part);
            paths = paths.into_iter().map(|path| path.key(name)).collect();
            if name.len() < part.len() {
                paths = paths.into_iter().flat_map(|path| (0..self.rows(&path)).map(move |row| path.row(row))).collect();
            }
        }
        paths
    }

    /// How many rows the list at `path` has.
    pub fn rows(&self, path: &FieldPath) -> usize {
        self.document.toml().rows(path)
    }

    /// How many rows the top-level list of this key has.
    pub fn count(&self, key: &str) -> usize {
        self.rows(&FieldPath::of(key, &[]))
    }

    /// What stands at a path, read as its field's kind wants it.
    pub fn reading(&self, path: &FieldPath, kind: Kind) -> Reading {
        let value = match self.document.toml().node(path) {
            None => return Reading::Missing,
            Some(Node::Table(_)) => return Reading::Wrong("table"),
            Some(Node::Rows(_)) => return Reading::Wrong("array of tables"),
            Some(Node::Value(value)) => value,
        };
        let read = match kind {
            Kind::Flag => value.as_bool().map(Value::Flag),
            Kind::Words | Kind::Choices(_) | Kind::Subcategories(_) => value
                .as_array()
                .and_then(|array| array.iter().map(|item| item.as_str().map(str::to_string)).collect::<Option<Vec<_>>>())
                .map(Value::List),
            Kind::Date | Kind::Answer if value.is_datetime() => Some(Value::Text(value.to_string().trim().to_string())),
            _ => value.as_str().map(|text| Value::Text(text.replace("\r\n", "\n"))),
        };
        read.map_or(Reading::Wrong(value.type_name()), Reading::Value)
    }

    /// The string at a path; empty where there is none.
    pub fn text(&self, path: &FieldPath) -> String {
        match self.reading(path, Kind::Line) {
            Reading::Value(Value::Text(text)) => text,
            _ => String::new(),
        }
    }

    /// The string of the field with this key, outside of lists.
    pub fn get(&self, key: &str) -> String {
        self.text(&FieldPath::of(key, &[]))
    }

    /// Everything about one field. `None` where the path names no field.
    pub fn instance(&self, path: &FieldPath) -> Option<Instance<'a>> {
        steps::field(&path.pattern()).map(|field| self.instance_of(field, path.clone()))
    }

    /// Everything about the field `field` at `path`.
    pub fn instance_of(&self, field: &'static Field, path: FieldPath) -> Instance<'a> {
        let reading = self.reading(&path, field.kind);
        let mut text = match &reading {
            Reading::Value(Value::Text(text)) => text.clone(),
            Reading::Value(Value::List(items)) => items.join(", "),
            Reading::Value(Value::Flag(flag)) => flag.to_string(),
            _ => String::new(),
        };
        let names_file = matches!(field.kind, Kind::TextFile(..) | Kind::Picture(..)) && !text.is_empty();
        let attachment = if names_file { self.document.attachment(&text) } else { None };
        if let Kind::TextFile(..) = field.kind {
            text = match attachment {
                Some(Attachment::Text(content)) => content.strip_prefix('\u{feff}').unwrap_or(content).replace("\r\n", "\n"),
                _ => String::new(),
            };
        }
        Instance { field, path, reading, text, attachment, paragraphs: OnceCell::new() }
    }

    /// All fields of all rows, in the order of the table.
    pub fn all(&self) -> Vec<Instance<'a>> {
        steps::fields()
            .flat_map(|field| self.instances(field.key).into_iter().map(move |path| (field, path)))
            .map(|(field, path)| self.instance_of(field, path))
            .collect()
    }

    /// All fields of all rows that mean something, as things are ([`Offer::applies`]).
    pub fn applicable(&self) -> impl Iterator<Item = Instance<'a>> {
        self.all().into_iter().filter(|instance| self.applies(instance.field, &instance.path))
    }

    /// The path of the field `name` beside `path`, in the same table.
    pub fn sibling(&self, path: &FieldPath, name: &str) -> FieldPath {
        path.split_last().map(|(parent, _)| parent.key(name)).unwrap_or_default()
    }

    /// Whether the field has to be filled, as things are.
    pub fn is_required(&self, field: &Field, path: &FieldPath) -> bool {
        match field.required {
            Required::Yes => true,
            Required::No => false,
            Required::In(edition) => self.edition == edition,
            Required::When(sibling, value) => self.text(&self.sibling(path, sibling)) == value,
            Required::With(siblings) => siblings.iter().any(|sibling| !self.text(&self.sibling(path, sibling)).trim().is_empty()),
        }
    }

    /// Whether the field means something, as things are: what hangs on a choice that was not made does not.
    pub fn applies(&self, field: &Field, path: &FieldPath) -> bool {
        !matches!(field.required, Required::When(..) | Required::In(_)) || self.is_required(field, path)
    }

    /// The values from which the field at `path` is chosen: value and label. Empty for fields that are typed.
    pub fn choices(&self, field: &Field, path: &FieldPath) -> Vec<(&'static str, &'static str)> {
        match field.kind {
            Kind::Choice(choices) | Kind::Choices(choices) => choices.iter().map(|choice| (choice.value, choice.label)).collect(),
            Kind::Category => categories::CATEGORIES.iter().map(|category| (category.key, category.label)).collect(),
            Kind::Subcategories(of) => {
                let key = self.text(&self.sibling(path, of));
                categories::find(&key)
                    .map(|category| category.subcategories.iter().map(|sub| (*sub, categories::label(sub))).collect())
                    .unwrap_or_default()
            }
            _ => Vec::new(),
        }
    }

    /// The module's default name in the plan of this row: the plan's name without spaces and special characters.
    /// (Partner Center's plan listing page, 2023-10; its technical configuration page says the offer's name instead.)
    pub fn module_name(&self, plan: usize) -> String {
        self.text(&FieldPath::of("plans[].name", &[plan])).chars().filter(char::is_ascii_alphanumeric).collect()
    }

    /// The image that customers deploy for the plan of this row: the URI given, or the one of the registry.
    pub fn image(&self, plan: usize) -> String {
        let of = |key: &str| self.text(&FieldPath::of(key, &[plan]));
        let (own, registry, repository) = (of("plans[].image"), of("plans[].registry"), of("plans[].repository"));
        match own.trim() {
            "" if registry.is_empty() || repository.is_empty() => String::new(),
            "" => format!("{registry}.azurecr.io/{repository}:latest"),
            own => own.to_string(),
        }
    }

    /// The list whose rows hold the field at `path`, and the row.
    pub fn row_of(&self, path: &FieldPath) -> Option<(&'static List, FieldPath, usize)> {
        let (parent, _) = path.split_last()?;
        let (list_path, Segment::Row(row)) = parent.split_last()? else { return None };
        steps::list(&list_path.pattern()).map(|list| (list, list_path, *row))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_minified_outside_strings_only() {
        assert_eq!(minified("{ \"a b\" : [ 1.50 , \"c \\\" d\" ] }"), r#"{"a b":[1.50,"c \" d"]}"#);
        assert_eq!(minified(r#"{"a\\": " x"}"#), r#"{"a\\":" x"}"#);
        assert_eq!(minified_length(" {} \n"), 2);
        assert_eq!(minified_length(" { "), 1);
    }

    #[test]
    fn json_is_laid_out_without_a_change_of_its_values() {
        for text in ["{}", "[]", "{\"a\":[],\"b\":{}}", "[1.00,\"\\\"{\\\\\",{\"é\":[[1],null]}]", "12345678901234567890123"] {
            assert_eq!(minified(&laid_out(text)), text);
        }
        assert_eq!(laid_out("{'a': 1,}"), "{'a': 1,}");
        assert_eq!(laid_out("{ \"a\" : [ 1 , {} ] }"), "{\n  \"a\": [\n    1,\n    {}\n  ]\n}\n");
    }
}
