//! Reading a module's configuration out of a manifest, a template, a layer, or the metadata of a published plan.

use super::{Configuration, DESIRED, content};
use crate::edge::dotnet;
use crate::edge::json::{self, Failure, Member, Node, compact};
use crate::edge::module::{CreateOptions, create_options};
use crate::edge::route::{parser, source};
use std::collections::HashMap;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// All modules in the file.
    pub modules: Vec<String>,
    /// The configuration of the chosen one.
    pub configuration: Configuration,
    /// The tags under which its image is published, if the file says so.
    pub tags: Vec<String>,
    /// What the file says of it and an offer has no place for.
    pub not_held: Vec<NotHeld>,
}

/// A setting for which an offer has no place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotHeld {
    /// Whose it is: `the route r`.
    pub of: String,
    /// Its name, or nothing for the whole.
    pub name: String,
    /// Its value, a JSON text.
    pub value: String,
}

impl std::fmt::Display for NotHeld {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let value: String = self.value.chars().take(60).collect();
        let cut = if value.len() < self.value.len() { "…" } else { "" };
        match self.name.as_str() {
            "" => write!(f, "{} is left out: it is {value}{cut}", self.of),
            name => write!(f, "{name} of {} is left out, an offer has no place for it: {value}{cut}", self.of),
        }
    }
}

/// Why nothing was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportError {
    /// The file is no JSON.
    Json(Failure),
    /// It is JSON, but neither a manifest nor a plan's metadata.
    NoManifest,
    /// There is no such module; these there are.
    NoSuchModule(Vec<String>),
    /// There are several modules; one must be named.
    Ambiguous(Vec<String>),
}

impl std::fmt::Display for ImportError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ImportError::Json(failure) => write!(f, "this is no JSON: {}", failure.message),
            ImportError::NoManifest => f.write_str("this is neither a deployment manifest nor iot-edge-metadata.json"),
            ImportError::NoSuchModule(modules) => write!(f, "there is no such module; there are: {}", modules.join(", ")),
            ImportError::Ambiguous(modules) => write!(f, "name one of the modules: {}", modules.join(", ")),
        }
    }
}

impl std::error::Error for ImportError {}

/// Reads the configuration of a module. Without a name it must be the only one.
///
/// # Errors
/// No JSON, no manifest, or no such module.
pub fn import(text: &str, module: Option<&str>) -> Result<Imported, ImportError> {
    let root = json::parse_nested(text, json::MAX_DEPTH + 4).map_err(ImportError::Json)?;
    match content(&root) {
        Some(content) => from_manifest(text, content, module),
        None if root.get("containerUri").is_some() || root.get("tagsOrDigests").is_some() => Ok(from_metadata(&root, module)),
        None => Err(ImportError::NoManifest),
    }
}

fn from_manifest(text: &str, content: &Node, module: Option<&str>) -> Result<Imported, ImportError> {
    let sections = module_sections(content);
    let modules: Vec<String> = sections.iter().map(|(name, _)| name.clone()).collect();
    let chosen = match module {
        Some(name) => {
            sections.iter().find(|(module, _)| module == name).ok_or_else(|| ImportError::NoSuchModule(modules.clone()))?
        }
        None => match &sections[..] {
            [only] => only,
            [] => return Err(ImportError::NoSuchModule(Vec::new())),
            _ => return Err(ImportError::Ambiguous(modules)),
        },
    };
    let (name, node) = chosen;
    let mut configuration = Configuration { module: name.clone(), ..Configuration::default() };
    if let Some(settings) = node.get_any_case("settings") {
        configuration.image = settings
            .get_any_case("image")
            .and_then(|image| dotnet::string(image).ok().flatten())
            .unwrap_or_default()
            .into_owned();
        configuration.create_options = read_create_options(text, settings);
    }
    configuration.environment = node.get_any_case("env").map(environment).unwrap_or_default();
    configuration.twin = content.get(name).map(twin).unwrap_or_default();
    let mut not_held = module_not_held(node);
    for (route_name, node) in parts(content, "$edgeHub", "routes") {
        match route_text(node) {
            Some(route) if concerns(route, name) => {
                not_held.extend(others(node, &format!("the route {route_name}"), &["route"], &[]));
                configuration.routes.push((route_name, route.to_owned()));
            }
            Some(_) => {}
            // A layer removes a route with null.
            None if node.is_null() => {}
            None => not_held.push(NotHeld { of: format!("the route {route_name}"), name: String::new(), value: compact(node) }),
        }
    }
    Ok(Imported { modules, configuration, tags: Vec::new(), not_held })
}

/// How a module is started, where that is not how the offer's manifest starts it; registries' names and the like.
fn module_not_held(node: &Node) -> Vec<NotHeld> {
    const AS_EXPORTED: &[(&str, &str)] =
        &[("status", "\"running\""), ("restartPolicy", "\"always\""), ("imagePullPolicy", "\"on-create\"")];
    let mut not_held = others(node, "the module", &["type", "version", "settings", "env"], AS_EXPORTED);
    let options = |name: &str| name.get(..13).is_some_and(|start| start.eq_ignore_ascii_case("createOptions"));
    if let Some(settings) = node.get_any_case("settings") {
        not_held.extend(others(settings, "the module's settings", &["image"], &[]).into_iter().filter(|one| !options(&one.name)));
    }
    not_held
}

/// The members of an object but those that are `read`, and but those that have their usual value.
fn others(node: &Node, of: &str, read: &[&str], usual: &[(&str, &str)]) -> Vec<NotHeld> {
    let is = |member: &Member, name: &str| json::same_any_case(&member.name, name);
    let members = node.members().iter().filter(|member| !read.iter().any(|name| is(member, name)));
    members
        .map(|member| (member, compact(&member.node)))
        .filter(|(member, value)| !usual.iter().any(|(name, usual)| is(member, name) && value == usual))
        .map(|(member, value)| NotHeld { of: of.to_owned(), name: member.name.to_string(), value })
        .collect()
}

/// The modules of `$edgeAgent`, whole or as keys of a layer.
fn module_sections<'n, 'a>(content: &'n Node<'a>) -> Vec<(String, &'n Node<'a>)> {
    parts(content, "$edgeAgent", "modules")
}

/// The members of one object of a section, wherever it stands: in `properties.desired`, or under keys with a path.
fn parts<'n, 'a>(content: &'n Node<'a>, section: &str, object: &str) -> Vec<(String, &'n Node<'a>)> {
    let mut found: Vec<(String, &Node)> = Vec::new();
    let Some(section) = content.get(section) else { return found };
    let prefix = format!("{DESIRED}.{object}");
    for part in section.members() {
        let members = match part.name.as_ref() {
            DESIRED => part.node.get_any_case(object).map_or(&[][..], Node::members),
            name if name == prefix => part.node.members(),
            name => {
                if let Some(rest) = name.strip_prefix(&prefix).and_then(|rest| rest.strip_prefix('.')) {
                    found.push((rest.to_owned(), &part.node));
                }
                continue;
            }
        };
        found.extend(members.iter().map(|member| (member.name.to_string(), &member.node)));
    }
    found
}

fn read_create_options(text: &str, settings: &Node) -> Option<String> {
    match create_options(text, settings) {
        Ok(CreateOptions::None) => None,
        Ok(CreateOptions::Object(node)) => Some(text[node.range.clone()].to_owned()),
        Ok(CreateOptions::Text { text, .. }) => Some(text),
        // Chunks that do not follow each other are still kept, in their order.
        Err(_) => {
            let chunks = settings.members().iter().filter(|member| member.name.to_ascii_lowercase().starts_with("createoptions"));
            Some(chunks.filter_map(|member| member.node.as_str()).collect())
        }
    }
}

fn environment(env: &Node) -> Vec<(String, String)> {
    let value = |node: &Node| match node.get_any_case("value").unwrap_or(node) {
        value if value.is_object() && value.members().is_empty() => String::new(),
        value => dotnet::string(value).map_or_else(|_| compact(value), |text| text.unwrap_or_default().into_owned()),
    };
    env.members().iter().map(|member| (member.name.to_string(), value(&member.node))).collect()
}

/// The desired properties of a module's own section: one object, or keys with a path.
fn twin(section: &Node) -> Vec<(String, String)> {
    let mut properties = Vec::new();
    let mut paths = Vec::new();
    for part in section.members() {
        match part.name.strip_prefix(DESIRED) {
            Some("") => {
                properties.extend(part.node.members().iter().map(|member| (member.name.to_string(), compact(&member.node))))
            }
            Some(path) => paths.push((path.trim_start_matches('.').split('.').collect::<Vec<_>>(), compact(&part.node))),
            None => {}
        }
    }
    properties.extend(nested(&paths, 0));
    properties
}

/// How many levels of a path are unfolded; IoT Hub takes ten.
const LEVELS: usize = 16;

/// Values at paths, as values of their first names: `a.b` and `a.c` make one object `a`.
fn nested(paths: &[(Vec<&str>, String)], level: usize) -> Vec<(String, String)> {
    let mut order = Vec::new();
    let mut groups: HashMap<&str, Vec<(Vec<&str>, String)>> = HashMap::new();
    for (path, value) in paths {
        let Some((first, rest)) = path.split_first() else { continue };
        let group = groups.entry(first).or_insert_with(|| {
            order.push(*first);
            Vec::new()
        });
        group.push((rest.to_vec(), value.clone()));
    }
    let object = |name: &str| -> Vec<(String, String)> {
        let group = groups.get(name).map_or(&[][..], Vec::as_slice);
        // A value, or more levels than there can be: each stays a property of its own, under its whole path.
        if level == LEVELS || group.iter().any(|(rest, _)| rest.is_empty()) {
            let whole = |rest: &[&str]| [&[name], rest].concat().join(".");
            return group.iter().map(|(rest, value)| (whole(rest), value.clone())).collect();
        }
        let members: Vec<String> =
            nested(group, level + 1).iter().map(|(name, value)| format!("{}:{value}", json::quoted(name))).collect();
        vec![(name.to_owned(), format!("{{{}}}", members.join(",")))]
    };
    order.into_iter().flat_map(object).collect()
}

/// The text of a route: itself, or in its object.
fn route_text<'n>(node: &'n Node) -> Option<&'n str> {
    node.get_any_case("route").unwrap_or(node).as_str()
}

/// Whether a route starts or ends at a module, or takes its messages among others.
fn concerns(route: &str, module: &str) -> bool {
    let parsed = parser::parse(route);
    let from = parsed.source.as_ref().map(|source| source::reach(&source.path));
    let starts = match from {
        Some(source::Reach::Module { module: name, .. }) => name.eq_ignore_ascii_case(module),
        Some(source::Reach::Everything | source::Reach::AllMessages | source::Reach::AllModules) => parsed.is_route(),
        _ => false,
    };
    let ends = match &parsed.sink {
        Some(parser::Sink::Function { argument, .. }) => route[argument.clone()].split('/').any(|part| part == module),
        _ => false,
    };
    // What cannot be parsed is kept if it names the module: it is shown as a finding.
    starts || ends || !parsed.is_route() && route.split(['/', '"', '\'', ' ']).any(|part| part == module)
}

/// `iot-edge-metadata.json`: what a published plan says.
fn from_metadata(root: &Node, module: Option<&str>) -> Imported {
    let texts = |name: &str| -> Vec<(String, String)> {
        let rows = root.get(name).map_or(&[][..], Node::items);
        let cell = |row: &Node, name: &str| {
            row.get(name).and_then(|cell| dotnet::string(cell).ok().flatten()).unwrap_or_default().into_owned()
        };
        rows.iter().map(|row| (cell(row, "name"), cell(row, "value"))).collect()
    };
    let uri = root.get("containerUri").and_then(Node::as_str).unwrap_or_default();
    let tags: Vec<&str> = root.get("tagsOrDigests").map_or(&[][..], Node::items).iter().filter_map(Node::as_str).collect();
    let tag = tags.iter().find(|tag| **tag == "latest").or(tags.first());
    let image = match tag {
        Some(digest) if digest.starts_with("sha256:") => format!("{uri}@{digest}"),
        Some(tag) => format!("{uri}:{tag}"),
        None => uri.to_owned(),
    };
    let twin_value = |value: String| if json::parse(&value).is_ok() { value } else { json::quoted(&value) };
    let last = uri.rsplit('/').next().unwrap_or_default();
    let name: String = last.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '_').collect();
    let configuration = Configuration {
        module: module.map_or(name, str::to_owned),
        image,
        routes: texts("routes"),
        twin: texts("twins").into_iter().map(|(name, value)| (name, twin_value(value))).collect(),
        create_options: root.get("createOptions").and_then(Node::as_str).map(str::to_owned),
        environment: texts("environmentVariables"),
    };
    let tags = tags.into_iter().map(str::to_owned).collect();
    Imported { modules: vec![configuration.module.clone()], configuration, tags, not_held: Vec::new() }
}
