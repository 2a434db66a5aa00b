//! The JSON Schema of `offer.toml`, derived from the table of fields: editors with a TOML language server complete with it.

use crate::offer::field::{Field, Kind, Required};
use crate::offer::{Edition, categories, steps};
use serde_json::{Map, Value, json};

/// The schema (draft 2020-12), with the limits of an edition.
pub fn schema(edition: Edition) -> Value {
    let mut root = Map::new();
    root.insert("format".to_string(), json!({ "const": 1, "description": "The version of this format." }));
    for field in steps::fields() {
        let path: Vec<&str> = field.key.split('.').collect();
        insert(&mut root, &path, "", of_field(field, edition), &|key| steps::list(key).map(|list| list.most.of(edition)));
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "offer.toml of edge-offer",
        "description": format!("An Azure Marketplace IoT Edge module offer, with the limits of {}.", edition.words()),
        "type": "object",
        "properties": root,
    })
}

/// Puts the schema of a field into its place; `most` gives the most rows of the list with a key.
pub(crate) fn insert(
    properties: &mut Map<String, Value>,
    path: &[&str],
    prefix: &str,
    leaf: Value,
    most: &dyn Fn(&str) -> Option<usize>,
) {
    let Some((first, rest)) = path.split_first() else { return };
    let name = first.trim_end_matches("[]");
    if rest.is_empty() {
        properties.insert(name.to_string(), leaf);
        return;
    }
    let key = if prefix.is_empty() { (*first).to_string() } else { format!("{prefix}.{first}") };
    let entry = properties.entry(name).or_insert_with(|| match first.ends_with("[]") {
        true => {
            let most = most(key.trim_end_matches("[]"));
            json!({ "type": "array", "maxItems": most, "items": { "type": "object", "properties": {} } })
        }
        false => json!({ "type": "object", "properties": {} }),
    });
    let inner = if first.ends_with("[]") { &mut entry["items"]["properties"] } else { &mut entry["properties"] };
    if let Value::Object(inner) = inner {
        insert(inner, rest, &key, leaf, most);
    }
}

/// The schema of one field.
pub(crate) fn of_field(field: &Field, edition: Edition) -> Value {
    let mut schema = match field.kind {
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Choice(choices) => json!({ "enum": choices.iter().map(|choice| choice.value).collect::<Vec<_>>() }),
        Kind::Category => json!({ "enum": categories::CATEGORIES.iter().map(|category| category.key).collect::<Vec<_>>() }),
        Kind::Choices(choices) => {
            json!({ "type": "array", "uniqueItems": true, "items": { "enum": choices.iter().map(|choice| choice.value).collect::<Vec<_>>() } })
        }
        Kind::Words | Kind::Subcategories(_) => json!({ "type": "array", "items": { "type": "string" } }),
        Kind::Address => json!({ "type": "string", "format": "uri" }),
        Kind::Email => json!({ "type": "string", "format": "email" }),
        Kind::Date | Kind::Answer => json!({ "type": "string", "format": "date" }),
        Kind::Guid => json!({ "type": "string", "format": "uuid" }),
        _ => json!({ "type": "string" }),
    };
    let required = match field.required {
        Required::Yes => " Required.".to_string(),
        Required::In(edition) => format!(" Asked for in {} only, and required there.", edition.words()),
        _ => String::new(),
    };
    let limits = field.limit_words(edition);
    let limits = if limits.is_empty() { limits } else { format!(" {limits}.") };
    schema["title"] = json!(field.label);
    schema["description"] = json!(format!("{}{limits}{required} ({})", field.help, field.source));
    schema["examples"] = json!([field.example]);
    let is_list = matches!(field.kind, Kind::Words | Kind::Subcategories(_));
    if let (Some(most), false) = (field.most, matches!(field.kind, Kind::TextFile(..))) {
        schema[if is_list { "maxItems" } else { "maxLength" }] = json!(most.of(edition));
    }
    schema
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_its_place_in_the_schema() {
        let schema = schema(Edition::Portal2018);
        for field in steps::fields() {
            let pointer = format!("/properties/{}", field.key.replace("[].", "/items/properties/").replace('.', "/properties/"));
            assert_eq!(schema.pointer(&pointer).map(|of| &of["title"]), Some(&json!(field.label)), "{pointer}");
        }
        assert_eq!(schema["properties"]["listing"]["properties"]["title"]["maxLength"], 50);
        assert_eq!(schema["properties"]["plans"]["items"]["properties"]["routes"]["maxItems"], 5);
    }
}
