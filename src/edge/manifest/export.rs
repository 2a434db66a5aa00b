//! Writing the manifests that a customer deploys.

use super::{Configuration, DESIRED};
use crate::edge::create_options::{CHUNK, is_nothing, minified};
use crate::edge::{Context, Kind, judge, route};
use crate::rule::Severity;
use serde_json::{Map, Value, json};

/// Two manifests, and what is to be known about them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// `deployment.json`: a whole device.
    pub whole: String,
    /// `deployment.layered.json`: adds the module to a device that has others.
    pub layered: String,
    /// What was left out, and what must be filled.
    pub notes: Vec<Note>,
}

/// Something that the customer or the publisher must know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// A route that a device would refuse was left out: its name and why.
    RouteLeftOut {
        /// The route's name.
        name: String,
        /// The route.
        route: String,
        /// Why.
        reason: String,
    },
    /// A twin property whose value is no JSON was left out.
    PropertyLeftOut {
        /// The property's name.
        name: String,
    },
    /// createOptions could not be read and were left out.
    CreateOptionsLeftOut,
    /// A placeholder such as `<TENANT>`, to be replaced before the deployment.
    Placeholder {
        /// The placeholder with its brackets.
        placeholder: String,
        /// Where it stands, in words: `environment variable A`.
        place: String,
    },
}

impl std::fmt::Display for Note {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Note::RouteLeftOut { name, reason, .. } => write!(f, "the route {name} is left out: {reason}"),
            Note::PropertyLeftOut { name } => write!(f, "the twin property {name} is left out: its value is no JSON"),
            Note::CreateOptionsLeftOut => f.write_str("createOptions are left out: they cannot be read"),
            Note::Placeholder { placeholder, place } => write!(f, "replace {placeholder} in {place}"),
        }
    }
}

/// The images of the runtime itself.
const EDGE_AGENT: &str = "mcr.microsoft.com/azureiotedge-agent:1.5";
const EDGE_HUB: &str = "mcr.microsoft.com/azureiotedge-hub:1.5";

/// Writes both manifests. Neither uses anything newer than schema version 1.0, so old devices read them too.
pub fn export(configuration: &Configuration) -> Exported {
    let mut notes = Vec::new();
    let module = module(configuration, &mut notes);
    let routes = usable_routes(configuration, &mut notes);
    let twin = twin(configuration, &mut notes);
    placeholders(configuration, &routes, &mut notes);
    let whole = whole(configuration, &module, &routes, &twin);
    let layered = layered(configuration, module, routes, twin);
    Exported { whole: pretty(&whole), layered: pretty(&layered), notes }
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

fn whole(configuration: &Configuration, module: &Value, routes: &Map<String, Value>, twin: &Map<String, Value>) -> Value {
    // edgeHub's ports, so that devices downstream can connect: AMQP, HTTPS, MQTT.
    const HUB_OPTIONS: &str = r#"{"HostConfig":{"PortBindings":{"443/tcp":[{"HostPort":"443"}],"5671/tcp":[{"HostPort":"5671"}],"8883/tcp":[{"HostPort":"8883"}]}}}"#;
    let mut modules = Map::new();
    modules.insert(configuration.module.clone(), module.clone());
    let agent = json!({
        "schemaVersion": "1.0",
        "runtime": {"type": "docker", "settings": {"minDockerVersion": "v1.25", "loggingOptions": "", "registryCredentials": {}}},
        "systemModules": {
            "edgeAgent": {"type": "docker", "settings": {"image": EDGE_AGENT, "createOptions": "{}"}},
            "edgeHub": {
                "type": "docker", "status": "running", "restartPolicy": "always",
                "settings": {"image": EDGE_HUB, "createOptions": HUB_OPTIONS}
            }
        },
        "modules": modules
    });
    let hub = json!({"schemaVersion": "1.0", "routes": routes, "storeAndForwardConfiguration": {"timeToLiveSecs": 7200}});
    let mut content = Map::new();
    content.insert("$edgeAgent".into(), object([(DESIRED, agent)]));
    content.insert("$edgeHub".into(), object([(DESIRED, hub)]));
    if !twin.is_empty() {
        content.insert(configuration.module.clone(), object([(DESIRED, Value::Object(twin.clone()))]));
    }
    object([("modulesContent", Value::Object(content))])
}

fn layered(configuration: &Configuration, module: Value, routes: Map<String, Value>, twin: Map<String, Value>) -> Value {
    let key = |object: &str, name: &str| format!("{DESIRED}.{object}.{name}");
    let agent = Value::Object(Map::from_iter([(key("modules", &configuration.module), module)]));
    let mut content = Map::new();
    content.insert("$edgeAgent".into(), agent);
    if !routes.is_empty() {
        let routes = routes.into_iter().map(|(name, route)| (key("routes", &name), route)).collect();
        content.insert("$edgeHub".into(), Value::Object(routes));
    }
    if !twin.is_empty() {
        content.insert(configuration.module.clone(), object([(DESIRED, Value::Object(twin))]));
    }
    object([("content", object([("modulesContent", Value::Object(content))]))])
}

fn module(configuration: &Configuration, notes: &mut Vec<Note>) -> Value {
    let mut settings = Map::new();
    settings.insert("image".into(), configuration.image.clone().into());
    for (index, chunk) in chunks(configuration, notes).into_iter().enumerate() {
        let name = if index == 0 { "createOptions".to_owned() } else { format!("createOptions{index:02}") };
        settings.insert(name, chunk.into());
    }
    let variables: Map<String, Value> =
        configuration.environment.iter().map(|(name, value)| (name.clone(), object([("value", value.clone().into())]))).collect();
    let mut module =
        json!({"version": "1.0", "type": "docker", "status": "running", "restartPolicy": "always", "settings": settings});
    if let (false, Some(members)) = (variables.is_empty(), module.as_object_mut()) {
        members.insert("env".into(), Value::Object(variables));
    }
    module
}

/// createOptions on one line, in texts of at most [`CHUNK`] characters.
fn chunks(configuration: &Configuration, notes: &mut Vec<Note>) -> Vec<String> {
    let text = configuration.create_options.as_deref().unwrap_or_default();
    let minified = minified(text).unwrap_or_else(|| {
        notes.push(Note::CreateOptionsLeftOut);
        "{}".into()
    });
    if is_nothing(&minified) {
        return vec!["{}".into()];
    }
    // .NET counts UTF-16 units.
    let mut chunks = vec![String::new()];
    let mut units = 0;
    for character in minified.chars() {
        units += character.len_utf16();
        if units > CHUNK {
            chunks.push(String::new());
            units = character.len_utf16();
        }
        if let Some(last) = chunks.last_mut() {
            last.push(character);
        }
    }
    chunks
}

/// The routes that edgeHub accepts; one that it does not would make it refuse all of them.
fn usable_routes(configuration: &Configuration, notes: &mut Vec<Note>) -> Map<String, Value> {
    let mut usable = Map::new();
    for (name, route) in &configuration.routes {
        let judgement = judge(Kind::Route, route, &Context::default());
        let reason = judgement.problems.iter().find(|problem| problem.rule.severity() == Severity::Error);
        match reason {
            None => {
                usable.insert(name.clone(), route.clone().into());
            }
            Some(problem) => {
                notes.push(Note::RouteLeftOut { name: name.clone(), route: route.clone(), reason: problem.message.clone() });
            }
        }
    }
    usable
}

fn twin(configuration: &Configuration, notes: &mut Vec<Note>) -> Map<String, Value> {
    let mut properties = Map::new();
    for (name, value) in &configuration.twin {
        let strict =
            crate::edge::json::parse(value).ok().and_then(|node| serde_json::from_str(&crate::edge::json::compact(&node)).ok());
        match strict {
            Some(value) if !name.is_empty() => {
                properties.insert(name.clone(), value);
            }
            _ => notes.push(Note::PropertyLeftOut { name: name.clone() }),
        }
    }
    properties
}

/// Lists the placeholders of what was written.
fn placeholders(configuration: &Configuration, routes: &Map<String, Value>, notes: &mut Vec<Note>) {
    let mut add = |text: &str, place: String| {
        for placeholder in route::placeholders(text) {
            notes.push(Note::Placeholder { placeholder: placeholder.to_owned(), place: place.clone() });
        }
    };
    add(&configuration.image, "the image".into());
    for (name, route) in routes {
        add(route.as_str().unwrap_or_default(), format!("the route {name}"));
    }
    for (name, value) in &configuration.twin {
        add(value, format!("the twin property {name}"));
    }
    add(configuration.create_options.as_deref().unwrap_or_default(), "createOptions".into());
    for (name, value) in &configuration.environment {
        add(value, format!("the environment variable {name}"));
    }
}
