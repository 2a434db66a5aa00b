//! One module of `$edgeAgent`: `DockerModule.cs`, `DockerDesiredModule.cs`, `DockerConfig.cs` of edgeAgent.

use super::embedded::Place;
use super::json::{self, Member, Node, SourceMap, same_any_case};
use super::rules::{agent as agent_rules, json as json_rules, module as rules};
use super::twin::MAX_VALUE;
use super::{create_options, dotnet, env, image};
use crate::rule::Problem;

/// Which kind of module: the runtime's own two have fewer fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A module of `modules`.
    Custom,
    /// `systemModules.edgeAgent`.
    EdgeAgent,
    /// `systemModules.edgeHub`.
    EdgeHub,
}

const STATUS: &[&[&str]] = &[&["unknown"], &["backoff"], &["running"], &["unhealthy"], &["stopped"], &["failed"], &["dead"]];
const RESTART: &[&[&str]] =
    &[&["never"], &["on-failure", "OnFailure"], &["on-unhealthy", "OnUnhealthy"], &["always"], &["unknown"]];
const PULL: &[&[&str]] = &[&["on-create", "OnCreate"], &["never"]];

/// What is to be said about one module, or about the `settings` of one alone.
pub fn judge(text: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    match json::parse(text) {
        Err(failure) => problems.push(json_rules::syntax(text, &failure)),
        Ok(node) if is_settings(&node) => judge_settings(text, &node, false, &mut problems),
        Ok(node) => judge_node(text, &node, Role::Custom, false, &mut problems),
    }
    problems
}

/// An object with an image or createOptions, and with nothing that a module has.
fn is_settings(node: &Node) -> bool {
    let has = |names: &[&str]| names.iter().any(|name| node.member_any_case(name).is_some());
    has(&["image", "createOptions"]) && !has(&["settings", "type", "status", "restartPolicy"])
}

/// The same for a module in a larger text.
pub fn judge_node(text: &str, node: &Node, role: Role, template: bool, problems: &mut Vec<Problem>) {
    if !node.is_object() {
        let message = format!("A module must be an object, not {}", node.kind());
        problems.push(
            Problem::new(&rules::SHAPE, text, node.range.clone(), message)
                .help("write {\"type\": \"docker\", \"status\": \"running\", …}"),
        );
        return;
    }
    let mut module = Module { text, node, problems };
    module.kind();
    module.named("status", STATUS, role != Role::EdgeAgent, "running or stopped");
    module.named("restartPolicy", RESTART, false, "always, never, on-failure or on-unhealthy");
    module.named("imagePullPolicy", PULL, false, "on-create or never");
    module.startup_order();
    module.version();
    module.configuration();
    module.settings(template);
    if let Some(variables) = node.get_any_case("env") {
        env::judge_node(text, variables, problems);
    }
}

struct Module<'t, 'n, 'a, 'p> {
    text: &'t str,
    node: &'n Node<'a>,
    problems: &'p mut Vec<Problem>,
}

impl Module<'_, '_, '_, '_> {
    fn reject(&mut self, node: &Node, message: String, help: &str) {
        self.problems.push(Problem::new(&rules::FIELD, self.text, node.range.clone(), message).help(help));
    }

    fn missing(&mut self, name: &str, help: &str) {
        let range = self.node.range.start..self.node.range.start + 1;
        self.problems.push(Problem::new(&rules::FIELD, self.text, range, format!("`{name}` is missing")).help(help));
    }

    fn kind(&mut self) {
        match self.node.get_any_case("type") {
            None => self.missing("type", "add \"type\": \"docker\""),
            Some(node) if node.as_str() == Some("docker") => {}
            Some(node) => self.reject(
                node,
                "Value does not fall within the expected range: the only type of module is docker".into(),
                "write \"docker\"",
            ),
        }
    }

    fn named(&mut self, name: &str, names: &[&[&str]], required: bool, help: &str) {
        match self.node.get_any_case(name) {
            None if required => self.missing(name, &format!("write {help}")),
            None => {}
            Some(node) if dotnet::enumeration(node, names).is_ok() => {}
            Some(node) => {
                let written: String = self.text[node.range.clone()].chars().take(40).collect();
                self.reject(node, format!("`{name}` cannot be {written}"), &format!("write {help}"));
            }
        }
    }

    fn startup_order(&mut self) {
        let Some(node) = self.node.get_any_case("startupOrder") else { return };
        if dotnet::integer(node, 0, i128::from(u32::MAX)).is_err() {
            self.reject(
                node,
                "`startupOrder` must be a whole number from 0 to 4294967295".into(),
                "write 0 for the first to start",
            );
        }
    }

    fn version(&mut self) {
        let Some(node) = self.node.get_any_case("version") else { return };
        if dotnet::string(node).is_err() {
            self.reject(node, format!("`version` must be a text, not {}", node.kind()), "write \"1.0\"");
        }
    }

    fn configuration(&mut self) {
        let Some(node) = self.node.get_any_case("configuration") else { return };
        if !(node.is_object() || node.is_null() || node.as_str() == Some("")) {
            self.reject(node, format!("`configuration` must be an object, not {}", node.kind()), "leave it out");
        }
    }

    fn settings(&mut self, template: bool) {
        match self.node.get_any_case("settings") {
            None => self.missing("settings", "add \"settings\": {\"image\": \"…\"}"),
            Some(node) => judge_settings(self.text, node, template, self.problems),
        }
    }
}

/// `DockerConfigJsonConverter.ReadJson`.
pub fn judge_settings(text: &str, node: &Node, template: bool, problems: &mut Vec<Problem>) {
    if !node.is_object() {
        let message = format!("`settings` must be an object, not {}", node.kind());
        problems.push(Problem::new(&rules::FIELD, text, node.range.clone(), message).help("write {\"image\": \"…\"}"));
        return;
    }
    judge_create_options(text, node, problems);
    match node.get_any_case("image") {
        None => {
            let range = node.range.start..node.range.start + 1;
            problems.push(
                Problem::new(&rules::FIELD, text, range, "`image` is missing").help("add \"image\": \"registry/name:tag\""),
            );
        }
        Some(value) => {
            let written = match dotnet::string(value) {
                Ok(written) => written.unwrap_or_default(),
                Err(_) => text[value.range.clone()].into(),
            };
            image::judge_at(text, value.range.clone(), &written, template, problems);
        }
    }
    if let Some(digest) = node.get_any_case("digest").filter(|digest| dotnet::string(digest).is_err()) {
        let message = format!("`digest` must be a text, not {}", digest.kind());
        problems.push(Problem::new(&rules::FIELD, text, digest.range.clone(), message));
    }
}

/// createOptions of a module, put together from its chunks.
#[derive(Debug)]
pub enum CreateOptions<'n, 'a> {
    /// There are none.
    None,
    /// An object, as templates have it.
    Object(&'n Node<'a>),
    /// A text, perhaps of several chunks.
    Text {
        /// The text.
        text: String,
        /// Where it stands.
        map: SourceMap,
    },
}

/// Puts createOptions together, as `JsonEx.ChunkedValue` does.
///
/// # Errors
/// The chunk whose number is not the one that follows, and what the runtime says.
pub fn create_options<'n, 'a>(text: &str, settings: &'n Node<'a>) -> Result<CreateOptions<'n, 'a>, (&'n Member<'a>, String)> {
    const MAX_CHUNKS: usize = 100;
    const NAME: &str = "createOptions";
    let mut chunks: Vec<(&Member, &str)> =
        settings.members().iter().filter_map(|member| Some((member, chunk_number(&member.name, NAME)?))).collect();
    // Of two equal names the later one holds; sorting keeps their order.
    chunks.sort_by_key(|(member, _)| member.name.to_ascii_uppercase());
    chunks.dedup_by(|later, earlier| {
        let same = later.0.name == earlier.0.name;
        if same {
            *earlier = *later;
        }
        same
    });
    chunks.truncate(MAX_CHUNKS);
    for (index, (member, number)) in chunks.iter().enumerate() {
        if index == 0 && !number.is_empty() {
            let message =
                format!("Error while parsing chunked field \"{NAME}\", expected empty field number but found \"{number}\"");
            return Err((member, message));
        }
        if index > 0 && number.parse() != Ok(index) {
            let message =
                format!("Error while parsing chunked field \"{NAME}\", expected {NAME}{index:02} found {}", member.name);
            return Err((member, message));
        }
    }
    if let [(member, _)] = chunks[..]
        && member.node.is_object()
    {
        return Ok(CreateOptions::Object(&member.node));
    }
    let mut joined = String::new();
    let mut map = SourceMap::default();
    for (member, _) in &chunks {
        match member.node.as_str() {
            Some(chunk) => {
                joined.push_str(chunk);
                map.push(text, member.node.range.clone());
            }
            None if member.node.is_null() => {}
            None => joined.push_str(&json::compact(&member.node)),
        }
    }
    Ok(if chunks.is_empty() { CreateOptions::None } else { CreateOptions::Text { text: joined, map } })
}

/// `createOptions(?<num>[0-9]*)` in any case, anywhere in a name.
fn chunk_number<'m>(name: &'m str, wanted: &str) -> Option<&'m str> {
    let start = (0..name.len()).find(|at| name.get(*at..at + wanted.len()).is_some_and(|part| same_any_case(part, wanted)))?;
    let rest = &name[start + wanted.len()..];
    Some(&rest[..rest.bytes().take_while(u8::is_ascii_digit).count()])
}

fn judge_create_options(text: &str, settings: &Node, problems: &mut Vec<Problem>) {
    let (place, inner) = match create_options(text, settings) {
        Err((member, message)) => {
            let problem = Problem::new(&rules::CHUNKS, text, member.name_range.clone(), message);
            problems.push(problem.help("name the chunks createOptions, createOptions01, createOptions02, …"));
            return;
        }
        Ok(CreateOptions::None) => return,
        Ok(CreateOptions::Object(node)) => (Place::At(node.range.start), text[node.range.clone()].to_owned()),
        Ok(CreateOptions::Text { text, map }) => (Place::Decoded(map), text),
    };
    let too_long = |member: &&Member| member.node.as_str().is_some_and(|value| value.len() > MAX_VALUE);
    for member in settings.members().iter().filter(too_long) {
        let message = format!("`{}` has more than {MAX_VALUE} bytes; IoT Hub does not store it", member.name);
        let problem = Problem::new(&agent_rules::VALUE_LENGTH, text, member.name_range.clone(), message);
        problems.push(problem.help("cut it into chunks: createOptions, createOptions01, …"));
    }
    let (agent, later) = create_options::judge_stages(&inner);
    place.relocate(text, agent, problems);
    place.relocate(text, later.into_iter().map(create_options::as_container_warning).collect(), problems);
}

#[cfg(test)]
mod tests {
    use crate::edge::{Context, Kind, judge};

    fn valid(text: &str) -> bool {
        judge(Kind::Module, text, &Context::default()).is_valid()
    }

    fn with(fields: &str) -> String {
        format!("{{\"type\":\"docker\",\"status\":\"running\",\"settings\":{{\"image\":\"a:1\"}},{fields}\"version\":\"1.0\"}}")
    }

    /// Dossier 5 (DockerModule.cs, run).
    #[test]
    fn fields_are_those_of_the_agent() {
        for fields in [
            "",
            "\"STATUS\":\"Stopped\",",
            "\"status\":\"dead\",",
            "\"status\":6,",
            "\"status\":\"2\",",
            "\"restartPolicy\":\"onFailure\",",
            "\"restartPolicy\":\"Always\",",
            "\"restartPolicy\":0,",
            "\"imagePullPolicy\":\"OnCreate\",",
            "\"imagePullPolicy\":\"never\",",
            "\"startupOrder\":\"1\",",
            "\"startupOrder\":1.5,",
            "\"startupOrder\":true,",
            "\"startupOrder\":4294967295,",
            "\"version\":null,",
            "\"version\":1,",
            "\"env\":null,",
            "\"env\":{\"A\":{\"value\":1}},",
            "\"configuration\":{\"id\":\"1\"},",
            "\"other\":[],",
        ] {
            assert!(valid(&with(fields)), "{fields}");
        }
        for fields in [
            "\"type\":\"Docker\",",
            "\"type\":null,",
            "\"status\":\"paused\",",
            "\"status\":99,",
            "\"status\":null,",
            "\"status\":\"\",",
            "\"status\":1.0,",
            "\"restartPolicy\":null,",
            "\"restartPolicy\":\"\",",
            "\"restartPolicy\":\"unless-stopped\",",
            "\"restartPolicy\":\"no\",",
            "\"restartPolicy\":\"on_failure\",",
            "\"restartPolicy\":5,",
            "\"imagePullPolicy\":\"always\",",
            "\"imagePullPolicy\":\"if-not-present\",",
            "\"imagePullPolicy\":null,",
            "\"startupOrder\":-1,",
            "\"startupOrder\":4294967296,",
            "\"startupOrder\":null,",
            "\"startupOrder\":\"x\",",
            "\"env\":[],",
            "\"env\":{\"A\":\"x\"},",
            "\"settings\":null,",
            "\"settings\":{},",
            "\"settings\":\"x\",",
            "\"settings\":{\"image\":\"\"},",
            "\"settings\":{\"image\":\"${MODULES.a}\"},",
            "\"configuration\":\"x\",",
        ] {
            assert!(!valid(&with(fields)), "{fields}");
        }
        for text in [
            "{}",
            "null",
            "[]",
            "{\"type\":\"docker\",\"status\":\"running\"}",
            "{\"status\":\"running\",\"settings\":{\"image\":\"a\"}}",
            "{\"type\":\"docker\",\"settings\":{\"image\":\"a\"}}",
        ] {
            assert!(!valid(text), "{text}");
        }
    }

    /// JsonEx.cs 205-275.
    #[test]
    fn chunks_follow_each_other() {
        let settings = |options: &str| format!("{{\"image\":\"a:1\",{options}}}");
        for options in [
            "\"createOptions\":\"{}\"",
            "\"createOptions\":{}",
            "\"createOptions\":null",
            "\"createOptions\":\"\"",
            "\"CREATEOPTIONS\":\"{\",\"createOptions1\":\"}\"",
            "\"createOptions01\":\"}\",\"createOptions\":\"{\"",
            "\"createOptions\":\"{\",\"createOptions001\":\"}\"",
            "\"createOptions\":\"{\",\"createOptions01x\":\"}\"",
        ] {
            assert!(valid(&settings(options)), "{options}");
        }
        for options in [
            "\"createOptions01\":\"{}\"",
            "\"createOptions\":\"{\",\"createOptions02\":\"}\"",
            "\"createOptions00\":\"{}\"",
            "\"createOptions\":\"{\"",
            "\"createOptions\":5",
            "\"createOptions\":\"{\",\"createOptions1\":\"\",\"createOptions01\":\"}\"",
            "\"createOptions\":[]",
            "\"createOptions\":\"{}\",\"xcreateOptions\":\"\"",
        ] {
            assert!(!valid(&settings(options)), "{options}");
        }
    }

    #[test]
    fn a_text_that_no_twin_stores_is_noticed() {
        let text = |length: usize| format!("{{\"image\":\"a:1\",\"createOptions\":\"{{}}{}\"}}", " ".repeat(length - 2));
        let rejected = |length| judge(Kind::Module, &text(length), &Context::default()).rejected_by(crate::rule::Layer::Hub);
        assert!(!rejected(4096) && rejected(4097));
    }

    #[test]
    fn problems_in_create_options_stand_where_the_author_sees_them() {
        let text = r#"{"type":"docker","status":"running","settings":{"image":"a:1","createOptions":"{\"HostConfig\":{\"Mem","createOptions01":"ory\":\"x\"}}"}}"#;
        let judgement = judge(Kind::Module, text, &Context::default());
        let problem = &judgement.problems[0];
        assert_eq!((problem.rule.id, &text[problem.span.range()]), ("create-options-agent", r#"\"x\""#));
    }
}
