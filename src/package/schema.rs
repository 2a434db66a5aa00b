//! The JSON Schema of `offer.json`, and the list of its names, both derived from the table of fields.

use super::fields::{FORMAT, name_of};
use crate::offer::field::Language;
use crate::offer::{Edition, Kind, steps};
use crate::schema::{insert, of_field};
use serde_json::{Map, Value, json};

/// The schema (draft 2020-12). A draft package may break its limits.
pub fn schema() -> Value {
    let edition = Edition::PartnerCenter;
    let most = |name: &str| steps::lists().find(|list| name_of(list.key) == name).map(|list| list.most.of(edition));
    let mut root = Map::new();
    for (name, value) in [
        ("generator", json!({ "const": "edge-offer" })),
        ("format", json!({ "const": FORMAT, "description": "The version of this format." })),
        (
            "draft",
            json!({ "type": "boolean", "description": "Whether the package is a draft: its offer had errors, or was not checked." }),
        ),
        ("store", json!({ "const": "Azure Marketplace" })),
        ("offerType", json!({ "const": "IoT Edge module" })),
        ("publishingOption", json!({ "const": "Get it now (Transact)" })),
    ] {
        root.insert(name.to_string(), value);
    }
    for field in steps::fields() {
        let mut leaf = of_field(field, edition);
        match field.kind {
            Kind::Picture(..) => leaf["pattern"] = json!("^media/"),
            Kind::TextFile(Language::Html, _) => leaf["maxLength"] = json!(field.most.map(|most| most.of(edition))),
            _ => {}
        }
        if let Some(object) = leaf.as_object_mut() {
            object.remove("examples");
            object.insert("$comment".to_string(), json!(format!("offer.toml: {}", field.key)));
        }
        let name = name_of(field.key);
        let path: Vec<&str> = name.split('.').collect();
        insert(&mut root, &path, "", leaf, &most);
    }
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "offer.json of an edge-offer package",
        "description": "All fields of an Azure Marketplace IoT Edge module offer as they were packed. Names are those of the Product Ingestion API's resources where it has them.",
        "type": "object",
        "required": ["generator", "format", "draft"],
        "properties": root,
    });
    close(&mut schema);
    schema
}

/// No object has other names than these.
fn close(schema: &mut Value) {
    if schema["type"] == "object" {
        schema["additionalProperties"] = json!(false);
    }
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        properties.values_mut().for_each(close);
    }
    if let Some(items) = schema.get_mut("items") {
        close(items);
    }
}

/// The names as a table for people, in Markdown.
pub fn names_table() -> String {
    let mut out = String::from("| `offer.json` | `offer.toml` | what |\n|---|---|---|\n");
    for field in steps::fields() {
        out.push_str(&format!("| `{}` | `{}` | {} |\n", name_of(field.key), field.key, field.label));
    }
    out
}
