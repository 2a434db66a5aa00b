//! The limits of the marketplace's form for the default configuration of a module.

use super::sources::form;
use crate::edge::json::Member;
use crate::rule::{Examples, Layer, Problem, Rule, Severity};
use std::ops::Range;

/// The most characters of a name or a value.
pub const LENGTH: usize = 511;
/// The most rows of one table.
pub const ROWS: usize = 5;

/// More rows than the form has.
pub static COUNT: Rule = Rule {
    id: "form-too-many",
    summary: "More than five rows for the marketplace's form",
    severities: Severity::Error.everywhere(),
    layer: Layer::Marketplace,
    explanation: "The form has five rows for routes, five for twin desired properties and five for environment variables. The runtime has no such limit. \
        Keep the five that a first start needs and document the others, or join several settings in one JSON object.",
    source: form("Routes, Module twin desired properties, Environment variables"),
    examples: Examples::Piece {
        kind: "twin",
        fails: &["{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5,\"f\":6}"],
        passes: &["{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5}", "{\"a\":{\"b\":1,\"c\":2,\"d\":3,\"e\":4,\"f\":5,\"g\":6}}"],
    },
};

/// A name that is too long.
pub static NAME: Rule = Rule {
    id: "form-name-too-long",
    summary: "A name of more than 511 characters in the marketplace's form",
    severities: Severity::Error.everywhere(),
    layer: Layer::Marketplace,
    explanation: "Names of routes, twin properties and variables must be shorter than 512 characters in the form. Choose a shorter name.",
    source: form("Routes, Module twin desired properties, Environment variables"),
    examples: Examples::Piece { kind: "twin", fails: &[], passes: &["{\"a\":1}"] },
};

/// A value that is too long.
pub static VALUE: Rule = Rule {
    id: "form-value-too-long",
    summary: "A value of more than 511 characters in the marketplace's form",
    severities: Severity::Error.everywhere(),
    layer: Layer::Marketplace,
    explanation: "Values of twin properties and variables must be shorter than 512 characters in the form; JSON is counted on one line, without blanks. The \
        runtime takes up to 4096 bytes. Split the value, or let the module read large data from elsewhere.",
    source: form("Module twin desired properties, Environment variables"),
    examples: Examples::Piece { kind: "env", fails: &[], passes: &["{\"A\":{\"value\":\"x\"}}"] },
};

/// An array.
pub static ARRAY: Rule = Rule {
    id: "form-twin-array",
    summary: "An array in a twin property of the marketplace's form",
    severities: Severity::Error.everywhere(),
    layer: Layer::Marketplace,
    explanation: "The form takes JSON objects, texts, numbers and booleans as values of twin properties, but no arrays, although the runtime and IoT Hub do by \
        now. Write an object with numbered names, or a text that the module splits.",
    source: form("Module twin desired properties"),
    examples: Examples::Piece {
        kind: "twin",
        fails: &["{\"a\": [1, 2]}", "{\"a\": {\"b\": []}}"],
        passes: &["{\"a\": {\"0\": 1, \"1\": 2}}", "{\"a\": \"1,2\"}"],
    },
};

/// Too many levels.
pub static NESTING: Rule = Rule {
    id: "form-twin-nesting",
    summary: "A twin property nested deeper than four levels in the marketplace's form",
    severities: Severity::Error.everywhere(),
    layer: Layer::Marketplace,
    explanation: "The form takes at most four levels of nested objects in the value of a twin property; the runtime takes ten. Flatten the value: join the names \
        of the inner levels.",
    source: form("Module twin desired properties"),
    examples: Examples::Piece {
        kind: "twin",
        fails: &["{\"p\": {\"a\": {\"b\": {\"c\": {\"d\": {}}}}}}"],
        passes: &["{\"p\": {\"a\": {\"b\": {\"c\": {\"d\": 1}}}}}"],
    },
};

/// The runtime reads it, a standard reader does not.
pub static NOT_STRICT: Rule = Rule {
    id: "form-json-not-strict",
    summary: "JSON with comments, single quotes or stray commas in the marketplace's form",
    severities: Severity::Error.everywhere(),
    layer: Layer::Marketplace,
    explanation: "The form asks for valid JSON, not escaped. The runtime's reader is more tolerant, so a device would accept this; the form and other tools need \
        not. Use double quotes round every name and text, no comments, and no comma before a closing bracket.",
    source: form("Container create options, Module twin desired properties"),
    examples: Examples::Piece {
        kind: "twin",
        fails: &["{'a': 1}", "{\"a\": 1,}", "{\"a\": 1 /* one */}", "{a: 1}"],
        passes: &["{\"a\": 1}"],
    },
};

/// createOptions that are too long.
pub static CREATE_OPTIONS: Rule = Rule {
    id: "form-create-options-too-long",
    summary: "createOptions of more than 511 characters in the marketplace's form",
    severities: Severity::Error.everywhere(),
    layer: Layer::Marketplace,
    explanation: "createOptions must be shorter than 512 characters in the form, counted on one line without blanks. The runtime takes several kilobytes. Leave \
        out what Docker does by default, move environment variables to their own table and settings to the image.",
    source: form("Container create options"),
    examples: Examples::Piece { kind: "create-options", fails: &[], passes: &["{\"HostConfig\": {}}"] },
};

/// Adds a problem if there are more rows than the form has.
pub fn count(text: &str, members: &[Member], what: &str, problems: &mut Vec<Problem>) {
    if let Some(sixth) = members.get(ROWS) {
        let message = format!("There are {} {what}; the form takes {ROWS}", members.len());
        problems.push(Problem::new(&COUNT, text, sixth.name_range.clone(), message));
    }
}

/// Adds a problem if a name is too long.
pub fn name(text: &str, member: &Member, problems: &mut Vec<Problem>) {
    let length = member.name.chars().count();
    if length > LENGTH {
        let message = format!("The name has {length} characters; the form takes {LENGTH}");
        problems.push(Problem::new(&NAME, text, member.name_range.clone(), message));
    }
}

/// Adds a problem if a value of so many characters is too long.
pub fn value(text: &str, range: Range<usize>, length: usize, problems: &mut Vec<Problem>) {
    if length > LENGTH {
        let message = format!("The value has {length} characters; the form takes {LENGTH}");
        problems.push(Problem::new(&VALUE, text, range, message));
    }
}
