//! Deployment manifests: whole, as a template, or layered. Judging, reading and writing them.

mod export;
mod import;

pub use export::{Exported, Note, export};
pub use import::{ImportError, Imported, NotHeld, import};

use super::embedded::Place;
use super::json::{self, Member, Node};
use super::module::{self, Role};
use super::rules::{json as json_rules, manifest as rules};
use super::{Context, agent, hub, twin};
use crate::rule::Problem;

/// What a module is deployed with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Configuration {
    /// The name of the module.
    pub module: String,
    /// Its image with its tag.
    pub image: String,
    /// Names and texts of routes.
    pub routes: Vec<(String, String)>,
    /// Names of desired properties and the JSON texts of their values.
    pub twin: Vec<(String, String)>,
    /// createOptions, a JSON text.
    pub create_options: Option<String>,
    /// Names and values of environment variables.
    pub environment: Vec<(String, String)>,
}

/// The key under which a twin's desired properties stand in a manifest.
pub const DESIRED: &str = "properties.desired";

/// The object that holds `$edgeAgent`, `$edgeHub` and the modules.
pub fn content<'n, 'a>(root: &'n Node<'a>) -> Option<&'n Node<'a>> {
    let root = root.get("content").filter(|node| node.is_object()).unwrap_or(root);
    let named = root.get("modulesContent").or_else(|| root.get("moduleContent")).filter(|node| node.is_object());
    named.or_else(|| (root.get("$edgeAgent").is_some() || root.get("$edgeHub").is_some()).then_some(root))
}

/// What is to be said about a manifest.
pub fn judge(text: &str, context: &Context) -> Vec<Problem> {
    let mut problems = Vec::new();
    let root = match json::parse_nested(text, json::MAX_DEPTH + 4) {
        Ok(root) => root,
        Err(failure) => return vec![json_rules::syntax(text, &failure)],
    };
    let Some(content) = content(&root) else {
        let range = root.range.start..(root.range.start + 1).min(text.len());
        let problem = Problem::new(&rules::EMPTY, text, range, "There is no `modulesContent` here");
        return vec![problem.help("a manifest reads {\"modulesContent\": {\"$edgeAgent\": …, \"$edgeHub\": …}}")];
    };
    for section in content.members() {
        for part in section.node.members() {
            judge_part(text, &section.name, part, context, &mut problems);
        }
    }
    problems
}

/// `properties.desired` of a section, or with a path behind it one part of it, as layers have it.
fn judge_part(text: &str, section: &str, part: &Member, context: &Context, problems: &mut Vec<Problem>) {
    let Some(rest) = part.name.strip_prefix(DESIRED) else { return };
    let node = &part.node;
    let path: Vec<&str> = rest.split('.').skip(1).collect();
    match (section, path.as_slice()) {
        ("$edgeAgent", []) => agent::judge_node(text, node, true, problems),
        ("$edgeHub", []) => hub::judge_node(text, node, true, context, problems),
        ("$edgeAgent", ["modules"]) => {
            node.members().iter().for_each(|member| module::judge_node(text, &member.node, Role::Custom, true, problems))
        }
        ("$edgeAgent", ["modules", _]) => module::judge_node(text, node, Role::Custom, true, problems),
        ("$edgeAgent", ["runtime", "settings", "registryCredentials", _]) => agent::judge_credential(text, node, problems),
        ("$edgeHub", ["routes"]) => {
            node.members().iter().for_each(|member| hub::judge_route_value(text, &member.node, 1, context, problems))
        }
        ("$edgeHub", ["routes", _]) => hub::judge_route_value(text, node, 1, context, problems),
        ("$edgeAgent" | "$edgeHub", _) => {}
        (_, []) => twin::judge_node(text, node, problems),
        _ => {
            let value = &text[node.range.clone()];
            let found = twin::judge_value(value, &Context::default());
            Place::At(node.range.start).relocate(text, found, problems);
        }
    }
}

#[cfg(test)]
mod tests;
