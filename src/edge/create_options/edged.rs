//! Stage 2: aziot-edged reads what edgeAgent sends with serde: names exactly, types strictly, no null inside.

use super::schema::{CONFIG, Edged, Field, HOST_CONFIG};
use crate::edge::json::{Node, Value};
use crate::edge::rules::create_options as rules;
use crate::rule::Problem;

/// Adds what aziot-edged rejects.
pub fn check(text: &str, root: &Node, problems: &mut Vec<Problem>) {
    unwritable(text, root, problems);
    fields(text, root, CONFIG, problems);
    if let Some(host_config) = root.get("HostConfig") {
        fields(text, host_config, HOST_CONFIG, problems);
    }
}

fn fields(text: &str, node: &Node, fields: &'static [Field], problems: &mut Vec<Problem>) {
    for member in node.members() {
        let Some(field) = fields.iter().find(|field| field.name == member.name) else { continue };
        if let Some(edged) = &field.edged
            && let Some((wrong, wanted)) = mismatch(&member.node, *edged)
        {
            let message = format!("aziot-edged takes {wanted} for `{}`, not {}", field.name, wrong.kind());
            problems.push(Problem::new(&rules::EDGED, text, wrong.range.clone(), message).help(help(*edged)));
        }
    }
}

fn help(edged: Edged) -> &'static str {
    match edged {
        Edged::String => "write a text",
        Edged::Strings => "write a list of texts: [\"…\", \"…\"]",
        Edged::StringMap | Edged::Map => "write an object of names and values",
        Edged::Objects => "write a list of objects",
        Edged::PortBindings => "write {\"80/tcp\": [{\"HostPort\": \"8080\"}]}",
    }
}

/// The first value that is not of the type, and what is wanted there. A null field is nothing to serde, a null inside is an error.
fn mismatch<'n, 'a>(node: &'n Node<'a>, edged: Edged) -> Option<(&'n Node<'a>, &'static str)> {
    if matches!(node.value, Value::Null) {
        return None;
    }
    let not_text = |node: &&'n Node<'a>| node.as_str().is_none();
    let not_object = |node: &&'n Node<'a>| !node.is_object();
    match (edged, &node.value) {
        (Edged::String, _) => Some(node).filter(not_text).map(|node| (node, "a text")),
        (Edged::Strings, Value::Array(items)) => items.iter().find(not_text).map(|node| (node, "texts")),
        (Edged::Strings, _) => Some((node, "a list of texts")),
        (Edged::StringMap, Value::Object(members)) => {
            members.iter().map(|m| &m.node).find(not_text).map(|node| (node, "texts as values"))
        }
        (Edged::Map, Value::Object(_)) => None,
        (Edged::StringMap | Edged::Map, _) => Some((node, "an object")),
        (Edged::Objects, Value::Array(items)) => items.iter().find(not_object).map(|node| (node, "objects")),
        (Edged::Objects, _) => Some((node, "a list of objects")),
        (Edged::PortBindings, Value::Object(members)) => members.iter().map(|m| &m.node).find_map(|node| match &node.value {
            Value::Array(items) => items.iter().find(not_object).map(|node| (node, "objects in each list")),
            _ => Some((node, "a list for each port")),
        }),
        (Edged::PortBindings, _) => Some((node, "an object")),
    }
}

/// What Newtonsoft reads and writes, but is not JSON to serde: `undefined`, `NaN`, `Infinity`.
fn unwritable(text: &str, node: &Node, problems: &mut Vec<Problem>) {
    let unreadable = match &node.value {
        Value::Undefined => true,
        Value::Float(value) => !value.is_finite(),
        _ => false,
    };
    if unreadable {
        let message = "edgeAgent passes this on, and aziot-edged cannot read it as JSON";
        problems
            .push(Problem::new(&rules::EDGED, text, node.range.clone(), message).help("write a value, or take the comma away"));
    }
    node.items().iter().for_each(|item| unwritable(text, item, problems));
    node.members().iter().for_each(|member| unwritable(text, &member.node, problems));
}
