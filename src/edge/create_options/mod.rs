//! createOptions: what Docker's "create a container" takes, seen by the three who read it one after the other.
//!
//! edgeAgent reads the text into its classes (`agent`), aziot-edged reads what edgeAgent writes (`edged`), and dockerd decodes
//! (`dockerd`) and verifies (`verify`) what aziot-edged sends. Only what all three accept becomes a container.

mod agent;
mod dockerd;
mod edged;
pub mod mounts;
pub mod schema;
mod verify;
mod warnings;

use super::json::{self, Node};
use super::rules::{create_options as rules, form, json as json_rules};
use super::{Context, strict};
use crate::rule::{Edit, Problem, Span};

/// The most characters of one chunk, for tools that keep to the old limit of twin values.
pub const CHUNK: usize = 512;

/// What is to be said about a text of createOptions.
pub fn judge(text: &str, context: &Context) -> Vec<Problem> {
    let (mut problems, stages) = judge_stages(text);
    problems.extend(stages);
    if context.marketplace {
        judge_form(text, &mut problems);
    }
    problems
}

/// What is to be said about a text: first what edgeAgent says, with all warnings; then what the other two reject.
pub fn judge_stages(text: &str) -> (Vec<Problem>, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut later = Vec::new();
    if is_nothing(text) {
        return (problems, later);
    }
    let root = match json::parse(text) {
        Ok(root) => root,
        Err(failure) => {
            problems.push(without_braces(text).unwrap_or_else(|| json_rules::syntax(text, &failure)));
            return (problems, later);
        }
    };
    let read = agent::read(text, &root, &mut problems);
    if let Some(read) = read.filter(|_| problems.is_empty()) {
        edged::check(text, &read, &mut later);
        if later.is_empty() {
            dockerd::decode(text, &read, &mut later);
        }
        if later.is_empty() {
            verify::verify(text, &read, &mut later);
        }
    }
    warnings::warn(text, &root, &mut problems);
    (problems, later)
}

/// Members without the braces round them, as a sample of the marketplace's documentation has them.
fn without_braces(text: &str) -> Option<Problem> {
    let wrapped = format!("{{{text}}}");
    json::parse(&wrapped).ok().filter(|node| !node.members().is_empty())?;
    let edit = |at: usize, text: &str| Edit { span: Span { start: at, end: at }, text: text.into() };
    let problem = Problem::new(&json_rules::SYNTAX, text, 0..text.len(), "The braces round the whole are missing");
    Some(problem.help("write { before it and } after it").fix("Put braces round it", vec![edit(0, "{"), edit(text.len(), "}")]))
}

/// `GetCreateOptions`: nothing but blanks, or the word null in any case, counts as `{}`.
pub fn is_nothing(text: &str) -> bool {
    text.trim().is_empty() || text.eq_ignore_ascii_case("null")
}

/// The text on one line, as the form counts it and as it stands in a manifest; `None` if it cannot be read.
pub fn minified(text: &str) -> Option<String> {
    if is_nothing(text) {
        return Some("{}".into());
    }
    json::parse(text).ok().as_ref().filter(|node| Node::is_object(node)).map(json::compact)
}

fn judge_form(text: &str, problems: &mut Vec<Problem>) {
    if is_nothing(text) {
        return;
    }
    let Ok(node) = json::parse(text) else { return };
    strict::judge(text, problems);
    let length = json::compact(&node).chars().count();
    if length > form::LENGTH {
        let message = format!("createOptions have {length} characters on one line; the form takes {}", form::LENGTH);
        problems.push(Problem::new(&form::CREATE_OPTIONS, text, 0..text.len(), message));
    }
}

/// Turns what aziot-edged and dockerd reject into what it is for a whole deployment: edgeAgent accepts it, and the module never starts.
pub fn as_container_warning(problem: Problem) -> Problem {
    let message = format!("edgeAgent accepts this, but the module will not start: {}", problem.message);
    Problem { rule: &rules::CONTAINER, message, ..problem }
}

#[cfg(test)]
mod tests;
