//! Environment variables: `{NAME: {"value": …}}`, as `EnvVal.cs` of edgeAgent reads them.

use super::json::{self, Member, Node};
use super::rules::{env as rules, form, json as json_rules};
use super::twin::{invalid_character, is_forbidden_in_name};
use super::{Context, dotnet, strict};
use crate::rule::{Edit, Problem, Span};

/// What the runtime puts into every module, over what the manifest says.
const OVERRIDDEN: &[&str] = &[
    "IOTEDGE_WORKLOADURI",
    "IOTEDGE_AUTHSCHEME",
    "IOTEDGE_MODULEGENERATIONID",
    "IOTEDGE_IOTHUBHOSTNAME",
    "IOTEDGE_GATEWAYHOSTNAME",
    "IOTEDGE_PARENTHOSTNAME",
    "IOTEDGE_DEVICEID",
    "IOTEDGE_MODULEID",
    "IOTEDGE_MANAGEMENTURI",
    "IOTEDGE_APIVERSION",
];

/// What is to be said about an object of variables.
pub fn judge(text: &str, context: &Context) -> Vec<Problem> {
    let mut problems = Vec::new();
    match json::parse(text) {
        Err(failure) => problems.push(json_rules::syntax(text, &failure)),
        Ok(node) => {
            judge_node(text, &node, &mut problems);
            if context.marketplace {
                strict::judge(text, &mut problems);
                form::count(text, node.members(), "environment variables", &mut problems);
                for member in node.members() {
                    form::name(text, member, &mut problems);
                    judge_form_value(text, &member.node, &mut problems);
                }
            }
        }
    }
    problems
}

fn judge_form_value(text: &str, node: &Node, problems: &mut Vec<Problem>) {
    if let Some(value) = node.get_any_case("value") {
        let length = dotnet::string(value).ok().flatten().map_or(0, |value| value.chars().count());
        form::value(text, value.range.clone(), length, problems);
    }
}

/// The same for variables that are part of a larger text.
pub fn judge_node(text: &str, node: &Node, problems: &mut Vec<Problem>) {
    if node.is_null() || node.as_str() == Some("") {
        return;
    }
    if !node.is_object() {
        let message = format!("Variables must be an object of names, not {}", node.kind());
        problems
            .push(Problem::new(&rules::SHAPE, text, node.range.clone(), message).help("write {\"NAME\": {\"value\": \"…\"}}"));
        return;
    }
    for member in node.members() {
        judge_name(text, member, problems);
        judge_variable(text, member, problems);
    }
}

fn judge_variable(text: &str, member: &Member, problems: &mut Vec<Problem>) {
    let node = &member.node;
    let name = &member.name;
    if node.is_null() || node.as_str() == Some("") {
        return;
    }
    if !node.is_object() {
        let message =
            format!("Error converting value to type 'EnvVal': `{name}` must be an object with a \"value\", not {}", node.kind());
        let mut problem = Problem::new(&rules::SHAPE, text, node.range.clone(), message).help("write {\"value\": \"…\"}");
        if dotnet::string(node).is_ok() {
            let edit = |at: usize, text: &str| Edit { span: Span { start: at, end: at }, text: text.into() };
            problem = problem
                .fix("Write it as {\"value\": …}", vec![edit(node.range.start, "{\"value\": "), edit(node.range.end, "}")]);
        }
        problems.push(problem);
        return;
    }
    for value in node.members().iter().filter(|member| json::same_any_case(&member.name, "value")).map(|member| &member.node) {
        match dotnet::string(value) {
            Err(_) => {
                let message = format!("The value of `{name}` must be a text, not {}", value.kind());
                problems.push(
                    Problem::new(&rules::SHAPE, text, value.range.clone(), message)
                        .help("put the JSON into one text, in quotes and escaped"),
                );
            }
            Ok(Some(written)) if value.as_str().is_some() && dotnet::is_rewritten_date(&written) => {
                let message = format!("The module will see this date in UTC, not as `{written}`");
                problems.push(
                    Problem::new(&rules::REWRITTEN_DATE, text, value.range.clone(), message)
                        .help("write it in UTC, ending in Z, or in another format"),
                );
            }
            Ok(_) => {}
        }
    }
}

fn judge_name(text: &str, member: &Member, problems: &mut Vec<Problem>) {
    let (name, range) = (member.name.as_ref(), member.name_range.clone());
    if name.is_empty() || name.contains('=') {
        let message = if name.is_empty() {
            "A variable has no name".to_owned()
        } else {
            format!("`{name}` contains `=`, which ends a variable's name")
        };
        problems.push(Problem::new(&rules::NAME, text, range.clone(), message).help("use letters, digits and _"));
    }
    if let Some(bad) = name.chars().find(|c| is_forbidden_in_name(*c)) {
        let message = invalid_character(name, bad);
        problems.push(Problem::new(&rules::NAME_IN_TWIN, text, range.clone(), message).help("use letters, digits and _"));
    }
    if OVERRIDDEN.contains(&name) {
        let message = format!("The runtime sets `{name}` itself, over this value");
        problems.push(Problem::new(&rules::OVERRIDDEN, text, range, message).help("take it away, or give it another name"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edge::Kind;

    /// Dossier 4 (EnvVal.cs, run): text, accepted.
    #[test]
    fn values_are_texts_or_become_texts() {
        for text in [
            "{}",
            "null",
            "",
            "\"\"",
            "{\"A\":{\"value\":\"x\"}}",
            "{\"A\":{\"value\":1}}",
            "{\"A\":{\"value\":true}}",
            "{\"A\":{\"value\":1.50}}",
            "{\"A\":{\"value\":null}}",
            "{\"A\":{}}",
            "{\"A\":{\"VALUE\":\"x\"}}",
            "{\"A\":{\"other\":[]}}",
            "{\"A\":null}",
            "{\"A\":\"\"}",
            "{'a b':{value:'x'},}",
            "{\"\":{}}",
        ] {
            let judgement = crate::edge::judge(Kind::Env, text, &Context::default());
            assert!(judgement.is_valid(), "{text}: {:?}", judgement.problems);
        }
        for text in [
            "[]",
            "1",
            "\"x\"",
            "{\"A\":\"x\"}",
            "{\"A\":1}",
            "{\"A\":[]}",
            "{\"A\":{\"value\":{}}}",
            "{\"A\":{\"value\":[]}}",
            "{\"A\":true}",
            "{",
            "{\"A\":{\"value\":x}}",
        ] {
            assert!(!crate::edge::judge(Kind::Env, text, &Context::default()).is_valid(), "{text}");
        }
    }
}
