//! JSON that even the tolerant reader of the runtime rejects.

use super::sources::iotedge;
use crate::edge::json::Failure;
use crate::rule::{Examples, Layer, Problem, Rule, Severity};

/// It is no JSON.
pub static SYNTAX: Rule = Rule {
    id: "json-syntax",
    summary: "JSON that the runtime cannot read",
    severities: Severity::Error.everywhere(),
    layer: Layer::Runtime,
    explanation: "edgeAgent and edgeHub read JSON with Newtonsoft.Json. It takes more than the standard does: comments, a comma before a closing bracket, \
        single quotes, names without quotes. But brackets and quotes must be closed, there must be a colon after each name and a comma between values, \
        only one document may stand in the text, and at most 64 objects and arrays may lie in each other.",
    source: iotedge("Newtonsoft.Json 13, JsonTextReader.cs", "ParseValue, ParseProperty, ParsePostValue"),
    examples: Examples::Piece {
        kind: "twin",
        fails: &["{\"a\": 1", "{\"a\" 1}", "{\"a\": 1} {}", "{\"a\": x}", "{\"a\": \"x}", "{\"a\": 1 \"b\": 2}"],
        passes: &["{\"a\": 1}", "{'a': 1, /* two */ b: 2,}"],
    },
};

/// The problem of a text that cannot be read.
pub fn syntax(text: &str, failure: &Failure) -> Problem {
    let problem = Problem::new(&SYNTAX, text, failure.range.clone(), failure.message.clone());
    problem.help(format!("the runtime says: {}", failure.runtime))
}
